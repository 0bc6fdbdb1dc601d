/// A span of whole numbers as people write it on a command line: "3..7", "3..", "..7", or "3" for just that.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace parvis {

struct SpanOfNumbers {
  std::optional<std::int64_t> from, to;  ///< at least one of them
};
/// `sign` stands between, such as "..". Nothing when it is not that, or a number is over `most`, or the second is less
/// than the first.
std::optional<SpanOfNumbers> span_of_numbers(std::string_view written, std::string_view sign,
                                             std::int64_t most);

}  // namespace parvis
