/* kennis for C: a growth model of R&D, education and productivity. Generated from src/lib.rs. */

#ifndef KENNIS_H
#define KENNIS_H

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 Runs a scenario: a request in JSON (`kennis.request/1`) in, the document `kennis.run/1` out, or `kennis.error/1` with everything
 that is wrong with the request.

 `request` is text in UTF-8 that ends with a zero byte. The result is such a text as well, never NULL, and is given
 back with `kennis_free`. The same request gives the same bytes, whatever the number of threads.

 # Safety
 `request` is NULL or points to bytes that end with a zero and do not change during the call.
 */
char *kennis_run_json(const char *request);

/*
 The JSON Schema of a document, such as `kennis.run/1` or `kennis.request/1`; or `kennis.error/1` where there is none of that
 name. Given back with `kennis_free`, never NULL.

 # Safety
 `name` is NULL or points to bytes that end with a zero and do not change during the call.
 */
char *kennis_schema(const char *name);

/*
 The version of kennis, such as `0.1.0`. It lives as long as the program, and is not given back.
 */
const char *kennis_version(void);

/*
 Gives back a text that another function of the library has returned; NULL is nothing to give back.

 # Safety
 `text` is NULL or comes from a function of this library, and is not used or given back again.
 */
void kennis_free(char *text);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* KENNIS_H */
