/** What is missing in a case and how to get it. Start at survey.ts. */
export { survey, type Survey, type SurveyInput } from './survey.ts';
export { countMissing, toDoList, type ToDoItem, type ToDoKind } from './list.ts';
export { ocspExchange, type OcspExchange } from './exchange.ts';
export { fetchScript, type ScriptOptions } from './script.ts';
export { crtShCertificate, crtShLookup, plainUrl } from './addresses.ts';
export { buildOCSPRequest, ocspGetUrl, opensslLine, serialForOpenssl, type RequestHash } from './ocsp-request.ts';
