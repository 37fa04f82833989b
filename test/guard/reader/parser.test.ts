import { childrenOf, type Expression, isTemplate, parseTemplate } from '../../../src/guard/reader';

/** An expression as a fully bracketed text, so that a test reads what was understood. */
function shown(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.text);
    case 'variable':
      return expression.name;
    case 'access':
      return shown(expression.of) + expression.steps.map((step) => {
        switch (step.kind) {
          case 'attribute': return `.${step.name}`;
          case 'index': return `[${shown(step.key)}]`;
          case 'splat': return '[*]';
        }
      }).join('');
    case 'for':
      return `for(${[expression.keyName, expression.valueName].filter(Boolean).join(',')} in ${shown(expression.collection)}: `
        + `${expression.key ? `${shown(expression.key)} => ` : ''}${shown(expression.value)}${expression.condition ? ` if ${shown(expression.condition)}` : ''})`;
    case 'object':
      return `{${expression.entries.map(([key, value]) => `${shown(key)}=${shown(value)}`).join(', ')}}`;
    case 'call':
      return `${expression.name}(${expression.args.map(shown).join(', ')})`;
    case 'operation':
      return `(${expression.operator} ${expression.operands.map(shown).join(' ')})`;
    default:
      return `${expression.kind}(${childrenOf(expression).map(shown).join(' | ')})`;
  }
}

test.each([
  ['a text is itself', 'plain', '"plain"'],
  ['nothing is an empty text', '', '""'],
  ['one interpolation is its expression', '${a.b.c}', 'a.b.c'],
  ['text around it makes a template', 'x ${a.b} y', 'template("x " | a.b | " y")'],
  ['strip markers count for nothing', '${~ a.b ~}', 'a.b'],
  ['an escaped interpolation is text', 'x $${a.b} %%{ if c }', '"x ${a.b} %{ if c }"'],
  ['a dollar alone is text', '$5 100% {a.b}', '"$5 100% {a.b}"'],
  ['an address in a text is no reference', 'see harness_platform_token.a.value', '"see harness_platform_token.a.value"'],
  ['an index', '${a.b["c"].d[0][e.f]}', 'a.b["c"].d["0"][e.f]'],
  ['an old index', '${a.b.0.c}', 'a.b["0"].c'],
  ['both splats', '${[a.b[*].c, a.b.*.c]}', 'tuple(a.b[*].c | a.b[*].c)'],
  ['line breaks and comments', '${\n  a. # one\n b /* two */ [\n"c"\n] // three\n}', 'a.b["c"]'],
  ['nested quotes and templates', '${f("x ${g("${a.b}")} \\" }")}', 'f(template("x " | g(a.b) | " \\" }"))'],
  ['escapes', '${"\\n\\t\\u0041"}', '"\\n\\tA"'],
  ['operators in their order', '${a.b + c.d * 2 == 3 && !e.f || g.h}', '(|| (&& (== (+ a.b (* c.d "2")) "3") (! e.f)) g.h)'],
  ['a minus within a name', '${local.a-b}', 'local.a-b'],
  ['a condition', '${a.b ? c.d : e.f ? "g" : "h"}', 'conditional(a.b | c.d | conditional(e.f | "g" | "h"))'],
  ['a call with its last argument spread', '${f(a.b, c.d...)}', 'f(a.b, c.d)'],
  ['a function of a provider', '${provider::p::f(a.b)}', 'provider::p::f(a.b)'],
  ['a list with a comma at its end', '${[a.b, "c",]}', 'tuple(a.b | "c")'],
  ['a map', '${{ a = b.c, "d": e.f\n (g.h) = i.j }}', '{"a"=b.c, "d"=e.f, g.h=i.j}'],
  ['a map with a computed key without parentheses', '${{ f(a.b) = c }}', '{f(a.b)=c}'],
  ['a map whose next key is in parentheses', '${{ a = b\n (c.d) = 1 }}', '{"a"=b, c.d="1"}'],
  ['a for over a list', '${[for x in a.b : x.c if x.d != ""]}', 'for(x in a.b: x.c if (!= x.d ""))'],
  ['a for over a map', '${{ for k, v in a.b : k => v... if true }}', 'for(k,v in a.b: k => v if "true")'],
  ['a list of what only begins with for', '${[format("%s", a.b), forest.x]}', 'tuple(format("%s", a.b) | forest.x)'],
  ['directives', 'x%{ if a.b ~} ${c.d} %{ else }e%{ endif }%{ for k, v in f.g }${v}%{ endfor }',
    'template("x" | conditional(a.b | template(" " | c.d | " ") | "e") | for(k,v in f.g: v))'],
  ['a call whose parenthesis stands on the next line', '${f\n(a.b)}', 'f(a.b)'],
  ['a backslash outside of quotes is text', 'C:\\new ${a.b}', 'template("C:\\\\new " | a.b)'],
  ['a backslash in a directive is text', '%{ if a.b }C:\\new%{ endif }', 'conditional(a.b | "C:\\\\new")'],
  ['an escape of eight digits', '${"\\U0001F600\\u0041"}', '"\u{1F600}A"'],
  ['strip markers in directives', 'x%{~ if a.b ~}y%{~ else ~}z%{~ endif ~}', 'template("x" | conditional(a.b | "y" | "z"))'],
  ['strip markers of a for', '%{~ for v in a.b ~}${v}%{~ endfor ~}', 'for(v in a.b: v)'],
  ['a directive in a branch', '%{ if a.b }x%{ else }y%{ if c.d }z%{ endif }%{ endif }', 'conditional(a.b | "x" | template("y" | conditional(c.d | "z")))'],
  ['words that stand for values', '${[true, false, null, truly]}', 'tuple("true" | "false" | "null" | truly)'],
  ['a line break in a call in a map, in parentheses', '${{ a = (f\n(b.c)) }}', '{"a"=f(b.c)}'],
  ['a line break in a call in a map, in an index', '${{ a = x[f\n(b.c)] }}', '{"a"=x[f(b.c)]}'],
  ['a line break in a call in a map, in a list', '${{ a = [f\n(b.c)] }}', '{"a"=tuple(f(b.c))}'],
  ['a line break in a call in a map, in a call', '${{ a = g(f\n(b.c)) }}', '{"a"=g(f(b.c))}'],
  ['a line break in a call in a map, in a for', '${{ a = { for v in w : v => f\n(b.c) } }}', '{"a"=for(v in w: v => f(b.c))}'],
  ['a line break in a call in a map, in a template', '${{ a = "${f\n(b.c)}" }}', '{"a"=f(b.c)}'],
  ['a line break ends an entry after what was nested', '${{ a = [b]\n c = d\n (e) = 1 }}', '{"a"=tuple(b), "c"=d, e="1"}'],
  ['a heredoc', '${f(<<-EOT\n  x ${a.b}\n  EOT\n)}', 'f(template("  x " | a.b | "\\n"))'],
])('%s', (_, text, understood) => {
  expect(shown(parseTemplate(text))).toBe(understood);
});

test.each([
  ['an end that is missing', 'x ${a.b', 'unreadable(a.b)'],
  ['a syntax of the future', '${a.b @@ c.d["e"].f}', 'unreadable(a.b | c.d["e"].f)'],
  ['a stray directive', '%{ endif }${a.b}', 'unreadable(a.b)'],
  ['a quote that does not end', '${f(a.b, "c', 'unreadable(a.b)'],
  ['a branch that does not end', '%{ if a.b }x', 'unreadable(a.b)'],
  ['a branch that ends with its quote', '${"%{ if a.b }x"}', 'unreadable(a.b)'],
  ['a for without in', '${[for x of a.b : x.c]}', 'unreadable(a.b | x.c)'],
  ['items without a comma', '${f(a.b c.d)}', 'unreadable(a.b | c.d)'],
  ['an entry without a key', '${{ = a.b }}', 'unreadable(a.b)'],
  ['an entry without a value', '${{ (a.b) c.d }}', 'unreadable(a.b | c.d)'],
  ['a reference over blanks', '${@ a .b c. d e .* f ["g"]}', 'unreadable(a.b | c.d | e[*] | f["g"])'],
  ['what only looks like a reference', '${a.1b @ c[@]}', 'unreadable()'],
  ['nothing that could be one', '${', 'unreadable()'],
])('%s is not read, but all that it may refer to is known', (_, text, understood) => {
  expect(shown(parseTemplate(text))).toBe(understood);
});

test('only what may hold an expression is a template', () => {
  expect(['x', '$x', '{x}', '${x}', '%{x}'].map(isTemplate)).toEqual([false, false, false, true, true]);
});

test('a long text takes time in proportion', () => {
  const text = `${'"quoted" $5 100% '.repeat(20_000)}\${a.b}`;
  const parsed = parseTemplate(text);
  expect(parsed.kind).toBe('template');
  expect(childrenOf(parsed)).toHaveLength(2);
});
