export { bench, type Options } from './run.ts';
export { markdown, readmeSection } from './markdown.ts';
export { failuresOf, type Report } from './report.ts';
