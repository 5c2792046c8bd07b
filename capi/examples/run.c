/* Runs a scenario and prints the document. Without a file it asks for an example of its own.
 *
 *   cargo build --release -p kennis-c
 *   cc capi/examples/run.c -Icapi/include -Ltarget/release -lkennis_c -o run
 *   LD_LIBRARY_PATH=target/release ./run [REQUEST.json]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kennis.h"

static const char *EXAMPLE =
    "{ \"scenario\": { \"schema\": \"kennis.scenario/1\", \"name\": \"More public research\", \"horizon\": 2040,"
    "  \"measures\": [{ \"name\": \"m\", \"instrument\": \"public_research\", \"unit\": \"gdp_share\","
    "                 \"amount\": 0.001, \"from\": 2026 }] },"
    "  \"options\": { \"draws\": 100, \"seed\": 7 } }";

/* A file whole, with a zero byte behind it; NULL where it cannot be read. */
static char *whole(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t size = 0, got = 0;
    if (file == NULL) {
        return NULL;
    }
    do {
        char *larger = realloc(text, size + 65536 + 1);
        if (larger == NULL) {
            free(text);
            fclose(file);
            return NULL;
        }
        text = larger;
        got = fread(text + size, 1, 65536, file);
        size += got;
    } while (got > 0);
    text[size] = '\0';
    fclose(file);
    return text;
}

int main(int count, char **words) {
    char *request = count > 1 ? whole(words[1]) : NULL;
    if (count > 1 && request == NULL) {
        fprintf(stderr, "cannot read %s\n", words[1]);
        return 2;
    }
    char *document = kennis_run_json(request != NULL ? request : EXAMPLE);
    /* The schema stands first: a run, or why there is none. */
    int failed = strstr(document, "\"schema\":\"kennis.error/") != NULL;
    fprintf(failed ? stderr : stdout, "%s\n", document);
    kennis_free(document);
    free(request);
    return failed;
}
