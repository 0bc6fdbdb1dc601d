#include <algorithm>

#include "domain/people/week_words.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

// Half hours of a day. A day without times is the part of it in which people meet.
constexpr int day_starts = 7 * 2, day_ends = 21 * 2, half_hours = 48;

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Token {
  enum Kind { word, clock, dash, comma, stop } kind = word;
  std::string text;  ///< a word folded, else as written
  int minutes = 0;
};

/// "17", "17.30", "1730" as minutes of the day.
std::optional<int> minutes_of(std::string_view text) {
  int hour = 0, minute = 0;
  const auto mark = text.find_first_of(":.");
  const auto number = [](std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
  };
  if (mark != std::string_view::npos) {
    hour = number(text.substr(0, mark));
    minute = number(text.substr(mark + 1));
  } else if (text.size() <= 2) {
    hour = number(text);
  } else if (text.size() == 4) {
    hour = number(text.substr(0, 2));
    minute = number(text.substr(2));
  } else {
    return std::nullopt;
  }
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return hour * 60 + minute;
}

/// The cell in words, clock times and marks. Hands back the text that is neither.
Result<std::vector<Token>, std::string> tokens_of(std::string_view cell) {
  constexpr std::string_view word_ends = " \t\r\n,;/&+|()-:.0123456789";
  std::vector<Token> tokens;
  std::size_t i = 0;
  while (i < cell.size()) {
    const char c = cell[i];
    const auto rest = cell.substr(i);
    const bool long_dash = rest.starts_with("–") || rest.starts_with("—");
    if (c == '-' || long_dash) {
      tokens.push_back({Token::dash, {}, 0});
      i += long_dash ? 3 : 1;
    } else if (c == ';' || c == '\n' || c == '|') {
      tokens.push_back({Token::stop, {}, 0});
      ++i;
    } else if (c == ',' || c == '/' || c == '&' || c == '+') {
      tokens.push_back({Token::comma, {}, 0});
      ++i;
    } else if (is_ascii_digit(c)) {
      auto end = i;
      while (end < cell.size() && end - i < 5 && is_ascii_digit(cell[end])) ++end;
      const auto mark = end;
      if (end + 2 < cell.size() && (cell[end] == ':' || cell[end] == '.') && is_ascii_digit(cell[end + 1]) &&
          is_ascii_digit(cell[end + 2]))
        end += 3;
      const auto written = std::string(cell.substr(i, end - i));
      const auto minutes = mark - i <= 4 ? minutes_of(written) : std::nullopt;
      if (!minutes) return no(written);
      tokens.push_back({Token::clock, written, *minutes});
      i = end;
    } else if (word_ends.find(c) != std::string_view::npos) {
      ++i;
    } else {
      auto end = i;
      while (end < cell.size() && word_ends.find(cell[end]) == std::string_view::npos &&
             !cell.substr(end).starts_with("–") && !cell.substr(end).starts_with("—"))
        ++end;
      const auto written = cell.substr(i, end - i);
      for (auto& text : parts_of(folded(written), " "))
        tokens.push_back(text == "och" || text == "and" || text == "samt" || text == "eller" || text == "or"
                             ? Token{Token::comma, "och", 0}
                             : Token{Token::word, std::move(text), 0});
      if (folded(written).empty()) return no(std::string(written));
      i = end;
    }
  }
  return tokens;
}

class WeekReader {
 public:
  explicit WeekReader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  /// The week, or the text that cannot be read.
  Result<WeekHours, std::string> read() {
    while (at_ < tokens_.size()) {
      const auto& token = tokens_[at_];
      if (token.kind == Token::stop) {
        close_group();
        ++at_;
      } else if (token.kind == Token::comma) {
        // "Helger och kvällar" is both, "mån och ons kväll" two evenings.
        if (days_ == weekend && times_.none()) close_group();
        ++at_;
      } else if (token.kind == Token::clock) {
        if (!read_clock_range()) return no(token.text);
      } else if (token.kind == Token::dash) {
        ++at_;  // "mån - kväll"
      } else if (!read_word()) {
        return no(token.text);
      }
    }
    close_group();
    return week_;
  }

 private:
  void close_group() {
    if (days_ == 0 && times_.none()) return;
    if (days_ == 0) days_ = all_days;
    if (times_.none()) add_times(day_starts, day_ends);
    for (int number = 0; number < 7; ++number)
      if ((days_ >> number) & 1u)
        for (int h = 0; h < half_hours; ++h)
          if (times_[static_cast<std::size_t>(h)])
            week_.set(static_cast<std::size_t>(number) * half_hours + static_cast<std::size_t>(h));
    days_ = 0;
    times_.reset();
  }

  void add_times(int from, int to) {
    for (int h = from; h != to && h < half_hours; ++h) times_.set(static_cast<std::size_t>(h));
    if (from > to)
      for (int h = 0; h < to; ++h) times_.set(static_cast<std::size_t>(h));
  }

  void add_days(unsigned mask) {
    if (times_.any()) close_group();  // "mån kväll ons" begins anew
    days_ |= mask;
  }

  bool has(std::size_t i, Token::Kind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }

  /// The phrase of up to three words that starts at a token, and how many tokens it takes.
  std::optional<Phrase> phrase_at(std::size_t start, std::size_t& taken) const {
    std::string text;
    std::optional<Phrase> found;
    for (std::size_t n = 0; n < 3 && has(start + n, Token::word); ++n) {
      if (n > 0) text += ' ';
      text += tokens_[start + n].text;
      if (const auto phrase = phrase_of(text)) {
        found = phrase;
        taken = n + 1;
      }
    }
    return found;
  }

  bool is_english_day(std::size_t i) const {
    if (!has(i, Token::word)) return false;
    const auto& text = tokens_[i].text;
    for (const std::string_view start : {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "week"})
      if (text.starts_with(start)) return true;
    return false;
  }
  /// "to" is Thursday in Swedish and the way to the next word in English: "mon to fri", "9 to 12".
  bool is_link(std::size_t i) const {
    if (has(i, Token::dash)) return true;
    if (!has(i, Token::word)) return false;
    if (tokens_[i].text == "to")
      return i > 0 && (has(i - 1, Token::clock) || is_english_day(i - 1) || is_pm(i - 1));
    std::size_t taken = 0;
    const auto phrase = phrase_at(i, taken);
    return phrase && phrase->kind == Phrase::link && taken == 1;
  }
  bool is_pm(std::size_t i) const {
    return has(i, Token::word) && (tokens_[i].text == "pm" || tokens_[i].text == "am");
  }

  bool read_word() {
    const auto& text = tokens_[at_].text;
    if (text == "on" && is_english_day(at_ + 1)) {
      ++at_;
      return true;
    }
    if (is_link(at_) && text == "to") return false;
    std::size_t taken = 0;
    const auto phrase = phrase_at(at_, taken);
    if (!phrase) {
      const auto both = day_and_time_of(text);
      if (!both) return false;
      add_days(both->first.day_mask);
      add_times(both->second.from, both->second.to);
      ++at_;
      return true;
    }
    at_ += taken;
    switch (phrase->kind) {
      case Phrase::days: add_days(read_day_range(phrase->day_mask)); return true;
      case Phrase::times: add_times(phrase->from, phrase->to); return true;
      case Phrase::around: return true;
      case Phrase::between: return read_clock_range();
      case Phrase::after:
        // "Från 17 till 20" has an end, "efter 17" goes on to the end of the day.
        if (!has(at_, Token::clock)) return false;
        return read_clock_range(OpenEnd::evening);
      case Phrase::before: {
        const auto end = read_clock();
        if (!end || *end / 30 <= day_starts) return false;
        add_times(day_starts, *end / 30);
        return true;
      }
      case Phrase::link: return false;
    }
    return false;
  }

  /// "mån–fre", "fre–mån" (over the weekend); a day alone when no link follows.
  unsigned read_day_range(unsigned first) {
    if ((first & (first - 1)) != 0 || !is_link(at_)) return first;
    std::size_t taken = 0;
    const auto last = phrase_at(at_ + 1, taken);
    if (!last || last->kind != Phrase::days || (last->day_mask & (last->day_mask - 1)) != 0) return first;
    at_ += 1 + taken;
    unsigned mask = first;
    for (unsigned one = first; one != last->day_mask;) {
      one = one == 1u << 6 ? 1u : one << 1;
      mask |= one;
    }
    return mask;
  }

  std::optional<int> read_clock() {
    while (has(at_, Token::word) && (tokens_[at_].text == "kl" || tokens_[at_].text == "klockan")) ++at_;
    if (!has(at_, Token::clock)) return std::nullopt;
    int minutes = tokens_[at_++].minutes;
    if (is_pm(at_)) {
      if (minutes >= 13 * 60) return std::nullopt;
      const bool pm = tokens_[at_++].text == "pm";
      if (minutes >= 12 * 60) minutes -= 12 * 60;
      if (pm) minutes += 12 * 60;
      named_half_ = true;
    }
    return minutes;
  }

  enum class OpenEnd { none, evening };
  bool read_clock_range(OpenEnd open = OpenEnd::none) {
    named_half_ = false;
    auto from = read_clock();
    if (!from) return false;
    const bool first_named = named_half_;
    const bool och = has(at_, Token::comma) && tokens_[at_].text == "och" && has(at_ + 1, Token::clock);
    if (!is_link(at_) && !och) {
      if (open == OpenEnd::none) return false;
      return add_minutes(*from, std::max(*from, day_ends * 30));
    }
    ++at_;
    const auto to = read_clock();
    if (!to) return false;
    // "5-8pm": the first takes its half of the day from the second.
    if (named_half_ && !first_named && *to >= 12 * 60 && *from + 12 * 60 < *to) *from += 12 * 60;
    return add_minutes(*from, *to);
  }

  /// What is only begun does not count: 17.15–20 is 17.30–20.
  bool add_minutes(int from, int to) {
    const int first = (from + 29) / 30, last = to / 30;
    if (first >= last) return false;
    add_times(first, last);
    return true;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  unsigned days_ = 0;
  std::bitset<half_hours> times_;
  bool named_half_ = false;
  WeekHours week_;
};

}  // namespace

Reading<WeekHours> read_availability(std::string_view cell) {
  const auto unreadable = [](std::string part) {
    return no(say("The times cannot be read: “{part}”. Write for example Mon evening, Wed 17-20.")
                  .with("part", std::move(part)));
  };
  auto tokens = tokens_of(cell);
  if (!tokens) return unreadable(std::move(tokens).error());
  auto week = WeekReader(std::move(*tokens)).read();
  if (!week) return unreadable(std::move(week).error());
  if (week->none()) return unreadable(std::string(cell));
  return *week;
}

}  // namespace parvis::people
