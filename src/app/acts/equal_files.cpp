#include "app/acts/equal_files.hpp"

#include <fmt/format.h>

#include <charconv>

#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"
#include "platform/base/span_of_numbers.hpp"
#include "platform/formats/table.hpp"

namespace parvis::acts {
namespace {

constexpr std::int64_t most_people = 10'000'000;

std::optional<std::int64_t> number_of(std::string_view written) {
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(written.data(), written.data() + written.size(), number);
  if (wrong != std::errc() || end != written.data() + written.size() || number < 0 || number > most_people)
    return std::nullopt;
  return number;
}

/// The group, without its numbers. Nothing when it is not understood.
std::optional<Result<matching::Bound, Message>> group_of(std::string_view who) {
  matching::Bound bound;
  const auto colon = who.find(':');
  if (colon == std::string_view::npos) {
    const auto gender = people::read_gender(who);
    if (!gender) return std::nullopt;
    bound.name = people::id_of(*gender);
    return bound;
  }
  const auto ground = matching::ground_of(folded(who.substr(0, colon)));
  if (!ground) return no(ground.error());
  bound.what = *ground;
  const auto name = trimmed(who.substr(colon + 1));
  if (name.empty()) return std::nullopt;
  if (bound.what != matching::Ground::age && bound.what != matching::Ground::waiting) {
    bound.name = name;
    if (bound.what == matching::Ground::gender) return group_of(name);
    return bound;
  }
  const auto span = span_of_numbers(name, "-", most_people);
  if (!span) return std::nullopt;
  if (span->from) bound.least = static_cast<int>(*span->from);
  if (span->to) bound.greatest = static_cast<int>(*span->to);
  return bound;
}

}  // namespace

Result<matching::Bound, Message> read_bound(std::string_view written) {
  const auto not_understood = [&] {
    return no(say("--bound {written} is not understood. Write who and how many, such as kvinna=40..60, "
                  "age:18-29=10.. or "
                  "district:Farsta=..25.")
                  .with("written", std::string(written)));
  };
  const auto sign = written.rfind('=');
  if (sign == std::string_view::npos) return not_understood();
  auto group = group_of(trimmed(written.substr(0, sign)));
  const auto numbers = span_of_numbers(trimmed(written.substr(sign + 1)), "..", most_people);
  if (!group || !numbers) return not_understood();
  if (*group) {
    (*group)->lower = numbers->from;
    (*group)->upper = numbers->to;
  }
  return std::move(*group);
}

Result<std::int64_t, Message> read_points(std::string_view written) {
  const auto text = trimmed(written);
  const auto mark = text.find_first_of(".,");
  const auto whole = number_of(text.substr(0, mark));
  auto decimals = std::string(mark == std::string::npos ? "0" : text.substr(mark + 1));
  const bool is_short = !decimals.empty() && decimals.size() <= 2;
  if (decimals.size() == 1) decimals += '0';
  const auto hundredths = number_of(decimals);
  if (!whole || !is_short || !hundredths || *whole > 100 || *whole * 100 + *hundredths > 10'000)
    return no(
        say("{written} is not a number of percentage points. Write a number from 0 to 100, such as 5 or 2.5.")
            .with("written", std::string(written)));
  return *whole * 100 + *hundredths;
}

std::string points(std::int64_t hundredths, const Texts& t) {
  return t.tenths((hundredths + 9) / 10);
}

std::vector<Message> in_words(const matching::Ask& ask, const Texts& t) {
  std::vector<Message> words;
  if (ask.most)
    words.push_back(
        say("The shares of women and of men who get a mentor differ by at most {points} percentage points.")
            .with("points", points(*ask.most, t)));
  for (const auto& bound : ask.bounds) {
    const auto group = matching::in_words(bound);
    if (bound.lower)
      words.push_back(
          say("At least {n} are asked for: {group}.").with("n", *bound.lower).with("group", group));
    if (bound.upper)
      words.push_back(
          say("At most {n} are asked for: {group}.").with("n", *bound.upper).with("group", group));
  }
  return words;
}

std::vector<Message> in_words(const matching::EqualRefusal& refusal) {
  auto words = refusal.faults;
  if (!refusal.conflict.empty()) {
    words.push_back(refusal.is_least ? say("These cannot hold together, and no fewer of them are to blame:")
                                     : say("These cannot hold together:"));
    words.insert(words.end(), refusal.conflict.begin(), refusal.conflict.end());
  }
  return words;
}

std::string trade_offs_csv(const matching::TradeOffs& curve) {
  formats::CsvWriter csv;
  csv.row({"women", "women_matched", "men", "men_matched", "matched", "score", "difference"});
  for (const auto& choice : curve.choices)
    csv.row({std::to_string(curve.all_women), std::to_string(choice.women), std::to_string(curve.all_men),
             std::to_string(choice.men), std::to_string(choice.matched), std::to_string(choice.score),
             fmt::format("{}.{:02}", choice.gap / 100, choice.gap % 100)});
  return csv.bytes();
}

}  // namespace parvis::acts
