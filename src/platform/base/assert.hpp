/// A bug fails here, in every build. Never for judging input: what comes from outside gets an answer instead.
#pragma once

namespace parvis {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}

#define PARVIS_ASSERT(condition)                       \
  (static_cast<bool>(condition) ? static_cast<void>(0) \
                                : ::parvis::assertion_failed(#condition, __FILE__, __LINE__))
