/// A bug fails loudly, in every build: the sentence that was to be true, and where, on standard error; then abort.
/// For what our own code promises. Input is never judged by an assertion (it gets a refusal, as a value).
#pragma once

#include <cstdio>
#include <cstdlib>

namespace parvis {

[[noreturn]] inline void assertion_failed(const char* sentence, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: this was to be true and is not: %s\n", file, line, sentence);
  std::abort();
}

}  // namespace parvis

#define PARVIS_ASSERT(...) \
  ((__VA_ARGS__) ? void(0) : ::parvis::assertion_failed(#__VA_ARGS__, __FILE__, __LINE__))
