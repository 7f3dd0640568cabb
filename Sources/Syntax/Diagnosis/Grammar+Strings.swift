// Python's grammar in CPython's order: strings, f-strings and t-strings. `Grammar+Statements.swift` explains
// the notation.

extension Grammar {
  static let strings: StaticString = #"""
    strings (memo):
      | invalid_string_tstring_concat
      | a=(fstring | string)+ -> strings(a)
      | a=tstring+ -> strings(a)
    invalid_string_tstring_concat:
      | ((fstring | string) &(fstring | string))* a=(fstring | string) b=tstring
        -> range(a, b) "cannot mix t-string literals with string or bytes literals"
      | (tstring &tstring)* a=tstring b=(fstring | string)
        -> range(a, b) "cannot mix t-string literals with string or bytes literals"

    string: a=STRING -> strings(a)
    fstring: a=fstring_tokens -> strings(a)
    fstring_tokens (inline): FSTRING_START fstring_middle* FSTRING_END
    fstring_middle: fstring_replacement_field | FSTRING_MIDDLE
    fstring_replacement_field:
      | '{' annotated_rhs '='? fstring_conversion? fstring_full_format_spec? '}'
      | invalid_fstring_replacement_field
    fstring_conversion: a='!' b=NAME -> conversion(a, b) "f-string"
    fstring_full_format_spec: ':' fstring_format_spec*
    fstring_format_spec: FSTRING_MIDDLE | fstring_replacement_field
    invalid_fstring_replacement_field:
      | '{' a='=' -> at(a) "f-string: valid expression required before '='"
      | '{' a='!' -> at(a) "f-string: valid expression required before '!'"
      | '{' a=':' -> at(a) "f-string: valid expression required before ':'"
      | '{' a='}' -> at(a) "f-string: valid expression required before '}'"
      | '{' !annotated_rhs -> next() "f-string: expecting a valid expression after '{'"
      | '{' annotated_rhs !('=' | '!' | ':' | '}') -> next() "f-string: expecting '=', or '!', or ':', or '}'"
      | '{' annotated_rhs '=' !('!' | ':' | '}') -> next() "f-string: expecting '!', or ':', or '}'"
      | '{' annotated_rhs '='? invalid_fstring_conversion_character
      | '{' annotated_rhs '='? ('!' NAME)? !(':' | '}') -> next() "f-string: expecting ':' or '}'"
      | '{' annotated_rhs '='? ('!' NAME)? ':' fstring_format_spec* !'}'
        -> next() "f-string: expecting '}', or format specs"
      | '{' annotated_rhs '='? ('!' NAME)? !'}' -> next() "f-string: expecting '}'"
    invalid_fstring_conversion_character:
      | '!' &(':' | '}') -> next() "f-string: missing conversion character"
      | '!' !NAME -> next() "f-string: invalid conversion character"

    tstring: a=tstring_tokens -> require(14) "t-strings are" -> strings(a)
    tstring_tokens (inline): TSTRING_START tstring_middle* TSTRING_END
    tstring_middle: tstring_replacement_field | TSTRING_MIDDLE
    tstring_replacement_field:
      | '{' annotated_rhs '='? tstring_conversion? tstring_full_format_spec? '}'
      | invalid_tstring_replacement_field
    tstring_conversion: a='!' b=NAME -> conversion(a, b) "t-string"
    tstring_full_format_spec: ':' tstring_format_spec*
    tstring_format_spec: TSTRING_MIDDLE | tstring_format_spec_replacement_field
    tstring_format_spec_replacement_field:
      | '{' annotated_rhs '='? fstring_conversion? tstring_full_format_spec? '}'
      | invalid_tstring_replacement_field
    invalid_tstring_replacement_field:
      | '{' a='=' -> at(a) "t-string: valid expression required before '='"
      | '{' a='!' -> at(a) "t-string: valid expression required before '!'"
      | '{' a=':' -> at(a) "t-string: valid expression required before ':'"
      | '{' a='}' -> at(a) "t-string: valid expression required before '}'"
      | '{' !annotated_rhs -> next() "t-string: expecting a valid expression after '{'"
      | '{' annotated_rhs !('=' | '!' | ':' | '}') -> next() "t-string: expecting '=', or '!', or ':', or '}'"
      | '{' annotated_rhs '=' !('!' | ':' | '}') -> next() "t-string: expecting '!', or ':', or '}'"
      | '{' annotated_rhs '='? invalid_tstring_conversion_character
      | '{' annotated_rhs '='? ('!' NAME)? !(':' | '}') -> next() "t-string: expecting ':' or '}'"
      | '{' annotated_rhs '='? ('!' NAME)? ':' tstring_format_spec* !'}'
        -> next() "t-string: expecting '}', or format specs"
      | '{' annotated_rhs '='? ('!' NAME)? !'}' -> next() "t-string: expecting '}'"
    invalid_tstring_conversion_character:
      | '!' &(':' | '}') -> next() "t-string: missing conversion character"
      | '!' !NAME -> next() "t-string: invalid conversion character"
    """#
}
