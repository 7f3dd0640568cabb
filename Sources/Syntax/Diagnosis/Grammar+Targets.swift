// Python's grammar in CPython's order: targets, and the expressions of function type comments.
// `Grammar+Statements.swift` explains the notation.

extension Grammar {
  static let targets: StaticString = #"""
    star_targets: star_target !',' | star_target (',' star_target)* ','?
    star_targets_list_seq: ','.star_target+ ','?
    star_targets_tuple_seq: star_target (',' star_target)+ ','? | star_target ','
    star_target (memo): '*' (!'*' star_target) | target_with_star_atom
    target_with_star_atom (memo):
      | t_primary '.' NAME !t_lookahead
      | t_primary '[' slices ']' !t_lookahead
      | star_atom
    star_atom:
      | NAME
      | '(' target_with_star_atom ')'
      | '(' star_targets_tuple_seq? ')'
      | '[' star_targets_list_seq? ']'
    single_target: single_subscript_attribute_target | NAME | '(' single_target ')'
    single_subscript_attribute_target: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead
    t_primary (left):
      | atom &t_lookahead
        (('.' NAME &t_lookahead | '[' slices ']' &t_lookahead | genexp &t_lookahead | '(' arguments? ')' &t_lookahead))*
    t_lookahead: '(' | '[' | '.'
    del_targets: ','.del_target+ ','?
    del_target (memo): t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead | del_t_atom
    del_t_atom: NAME | '(' del_target ')' | '(' del_targets? ')' | '[' del_targets? ']'

    type_expressions:
      | ','.expression+ ',' '*' expression ',' '**' expression
      | ','.expression+ ',' '*' expression
      | ','.expression+ ',' '**' expression
      | '*' expression ',' '**' expression
      | '*' expression
      | '**' expression
      | ','.expression+
    """#
}
