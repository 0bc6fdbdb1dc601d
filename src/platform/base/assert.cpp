#include "platform/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace parvis {

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: this should never happen: %s is false\n", file, line, condition);
  std::abort();
}

}  // namespace parvis
