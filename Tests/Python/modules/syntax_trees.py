"""The classes of `_ast`, and both ways between their objects and code."""

import _ast as ast
def show(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
def parse(s, mode='exec', **k): return compile(s, '<unknown>', mode, 1024)
n = parse('def f(a,b,c,d,e): pass').body[0]
show(lambda: n)
show(lambda: parse('x=[1,2,f(y)]\ny'))
show(lambda: ast.Global(['a','b','c','d']))
show(lambda: ast.Name('a').__replace__(id='b'))
show(lambda: ast.Name('a').__replace__(foo=1))
show(lambda: ast.Name.__new__(ast.Name).__replace__())
show(lambda: ast.Name.__new__(ast.Name))
show(lambda: ast.Name(1,2,3))
show(lambda: ast.Name(1,id=3))
print(ast.AST.__doc__, ast.stmt.__doc__[:60], ast.Load.__doc__, ast.expr_context.__doc__, ast.comprehension.__doc__, ast.mod.__doc__)
print(ast.FunctionDef._field_types, ast.FunctionDef._fields, ast.FunctionDef.__match_args__, ast.FunctionDef.returns, ast.stmt._attributes, ast.stmt.end_lineno)
print(ast.arguments._field_types, ast.arguments._attributes, ast.alias._attributes, ast.alias.end_lineno)
print(ast.Name, ast.AST, ast.Name.__mro__)
print(parse('x').body[0].value.ctx is parse('y').body[0].value.ctx)
def fix(node, l=1, c=0):
    if isinstance(node, list):
        for x in node: fix(x)
    elif isinstance(node, ast.AST):
        if 'lineno' in node._attributes and not hasattr(node,'lineno'):
            node.lineno=node.end_lineno=1; node.col_offset=node.end_col_offset=0
        for f in node._fields: fix(getattr(node,f,None))
    return node
for t in [ast.Expression(ast.Name('x',ast.Store())), ast.Expression(3), ast.Expression(None), ast.Module([3],[]), ast.Module(3,[]), ast.Module([ast.Expr(3)],[]), ast.Expression(ast.Name(3)), ast.Expression(ast.Constant([])), ast.Module([ast.FunctionDef('f',ast.arguments(),[])],[])]:
    for m in ('eval','exec'):
        show(lambda: compile(fix(t), 'f', m))
show(lambda: compile(ast.Expression(ast.Name('x')), 'f','eval'))
x=ast.Expression(ast.Name.__new__(ast.Name)); show(lambda: compile(fix(x), 'f','eval'))
x=parse('x',mode='eval'); x.body.lineno='a'; show(lambda: compile(x, 'f','eval'))
x=parse('x',mode='eval'); x.body.end_lineno=-1; show(lambda: compile(x, 'f','eval'))
x=parse('x',mode='eval'); x.body.end_col_offset=-3; x.body.col_offset=3;show(lambda: compile(x, 'f','eval'))
x=parse('x',mode='eval'); x.body.ctx=ast.expr_context(); show(lambda: compile(x, 'f','eval'))
x=parse('global y'); x.body[0].names=[3]; show(lambda: compile(x, 'f','exec'))
src='''
def f(a, *b, c=1, **d):
    x = [i for i in range(a) if i % 2]
    with open as z: pass
    try: raise KeyError
    except* ValueError as e: pass
    return f"{x!r:>{a}}" + 'b' * 2 ** 100, 1.5, 3j, b'abc', ..., None, -7
class C[T: int = str]():
    def m(self): return self.x
print(f.__code__.co_varnames, C.__mro__)
match [1, {'a': 2}]:
    case [int(x), {'a': y, **r}] if x: print(x, y, r)
'''
t=parse(src); exec(compile(t,'s','exec'))
show(lambda: compile(t,'s','exec',1024) is t)
show(lambda: compile('1 +','s','exec',1024))
show(lambda: compile('(int)->str','s','func_type',1024))
show(lambda: compile('(int)->str','s','func_type'))
show(lambda: compile('1','s','foo'))
show(lambda: compile('1','s','foo', 1024))

