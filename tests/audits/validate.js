// Validates the HTML documents of standard input, a JSON object by name, and prints what is wrong with each, as JSON.
import { text } from 'node:stream/consumers';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    'long-title': 'off', // a title is as long as the name of the thing
    'no-inline-style': 'error',
    'require-sri': 'off', // nothing is loaded
  },
});
const found = {};
for (const [name, html] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const report = await validator.validateString(html);
  found[name] = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
  );
}
console.log(JSON.stringify(found));
