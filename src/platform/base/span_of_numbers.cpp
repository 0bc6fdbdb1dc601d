#include "platform/base/span_of_numbers.hpp"

#include <charconv>

namespace parvis {

std::optional<SpanOfNumbers> span_of_numbers(std::string_view written, std::string_view sign,
                                             std::int64_t most) {
  const auto number_of = [most](std::string_view text) -> std::optional<std::int64_t> {
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wrong != std::errc() || end != text.data() + text.size() || number < 0 || number > most)
      return std::nullopt;
    return number;
  };
  const auto at = written.find(sign);
  const auto low = written.substr(0, at);
  const auto high = at == std::string_view::npos ? low : written.substr(at + sign.size());
  const SpanOfNumbers span{number_of(low), number_of(high)};
  if ((!span.from && !low.empty()) || (!span.to && !high.empty()) || (!span.from && !span.to))
    return std::nullopt;
  if (span.from && span.to && *span.from > *span.to) return std::nullopt;
  return span;
}

}  // namespace parvis
