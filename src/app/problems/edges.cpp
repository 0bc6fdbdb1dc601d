// Edges as CSV, the format of our own. Big files are plain, so cells are views into the file; a quoted cell is
// copied out.
#include <array>
#include <deque>
#include <unordered_map>

#include "app/problems/collected.hpp"
#include "app/problems/numbers.hpp"
#include "app/problems/problems.hpp"
#include "platform/base/fold.hpp"

namespace parvis::problems {
namespace {

class Csv {
 public:
  explicit Csv(std::string_view bytes) : rest_(bytes) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    const std::string_view header = rest_.substr(0, rest_.find('\n'));
    for (const char mark : {';', '\t'}) {
      if (header.find(mark) != std::string_view::npos && header.find(',') == std::string_view::npos)
        mark_ = mark;
    }
  }

  /// The next row that holds anything; false at the end, or when a quote never ends (`is_broken`).
  bool next(std::vector<std::string_view>& cells) {
    while (!rest_.empty()) {
      line_ = next_line_;
      cells.clear();
      while (cell(cells)) {
      }
      if (broken_) return false;
      if (cells.size() > 1 || !cells[0].empty()) return true;
    }
    return false;
  }
  std::int64_t line() const { return line_; }
  bool is_broken() const { return broken_; }

 private:
  /// Takes one cell; true when another follows in the row.
  bool cell(std::vector<std::string_view>& cells) {
    std::size_t end = 0;
    if (!rest_.empty() && rest_.front() == '"') {
      std::string& text = kept_.emplace_back();
      std::size_t at = 1;
      while (true) {
        const std::size_t quote = rest_.find('"', at);
        if (quote == std::string_view::npos) {
          broken_ = true;
          return false;
        }
        text.append(rest_.substr(at, quote - at));
        at = quote + 1;
        if (at == rest_.size() || rest_[at] != '"') break;
        text += '"';
        ++at;
      }
      for (const char c : rest_.substr(0, at)) next_line_ += c == '\n';
      end = at;
      while (end < rest_.size() && rest_[end] != mark_ && rest_[end] != '\n') ++end;
      text.append(trimmed(rest_.substr(at, end - at)));
      cells.push_back(text);
    } else {
      while (end < rest_.size() && rest_[end] != mark_ && rest_[end] != '\n') ++end;
      std::string_view text = rest_.substr(0, end);
      while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
      while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
      cells.push_back(text);
    }
    const bool another = end < rest_.size() && rest_[end] == mark_;
    next_line_ += end < rest_.size() && rest_[end] == '\n';
    rest_.remove_prefix(end < rest_.size() ? end + 1 : end);
    return another;
  }

  std::string_view rest_;
  char mark_ = ',';
  std::deque<std::string> kept_;
  std::int64_t line_ = 0, next_line_ = 1;
  bool broken_ = false;
};

Message quote_never_ends(std::int64_t line) {
  return say("Line {line}: a quotation mark opens a cell that never ends.").with("line", line);
}

/// Where the named columns stand, or what is wrong with the header.
template <std::size_t n>
Result<std::array<std::size_t, n>, Message> columns(Csv& csv, const std::array<std::string_view, n>& names,
                                                    Message expected) {
  std::vector<std::string_view> header;
  if (!csv.next(header)) return no(std::move(expected));
  std::array<std::size_t, n> at{};
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t found = 0;
    for (std::size_t k = 0; k < header.size(); ++k) {
      if (folded(header[k]) != names[i]) continue;
      at[i] = k;
      ++found;
    }
    if (found != 1) return no(std::move(expected));
  }
  return at;
}

/// Names to numbers, in the order in which they come.
class Numbering {
 public:
  std::uint32_t of(std::string_view name) {
    const auto [entry, is_new] = numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (is_new) names_.emplace_back(name);
    return entry->second;
  }
  std::vector<std::string>& names() { return names_; }
  std::size_t size() const { return names_.size(); }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

Message too_short(std::int64_t line) {
  return say("Line {line} has fewer cells than the header. Has a comma gone missing?").with("line", line);
}

class Edges {
 public:
  Result<Problem, EdgesNo> read(std::string_view bytes, std::string_view places) {
    Csv csv(bytes), capacities(places);
    if (auto wrong = take_edges(csv); !wrong.empty()) return no(EdgesNo{In::edges, std::move(wrong)});
    problem_.instance.capacity.assign(places_.size(), 1);
    if (!places.empty()) {
      if (auto wrong = take_capacities(capacities); !wrong.empty())
        return no(EdgesNo{In::places, std::move(wrong)});
    }
    if (static_cast<std::int64_t>(std::max(seekers_.size(), places_.size())) > most_people) {
      return no(EdgesNo{In::edges, say("There are more than {n} seekers or places.").with("n", most_people)});
    }
    problem_.seekers = std::move(seekers_.names());
    problem_.places = std::move(places_.names());
    if (const auto twice =
            sort_into(problem_.instance, std::move(collected_), problem_.seekers.size(), Twice::refuse)) {
      const auto &seeker = problem_.seekers[twice->first], &place = problem_.places[twice->second];
      return no(
          EdgesNo{In::edges, say("Line {line}: the pair {seeker}, {place} stands twice. Keep one of the "
                                 "two lines.")
                                 .with("line", line_of_second(bytes, seeker, place))
                                 .with("seeker", seeker)
                                 .with("place", place)});
    }
    return std::move(problem_);
  }

 private:
  Message take_edges(Csv& csv) {
    const auto at = columns<3>(csv, {"seeker", "place", "score"},
                               say("The first line should name the columns: seeker,place,score."));
    if (!at) return at.error();
    const std::size_t needed = std::max({(*at)[0], (*at)[1], (*at)[2]}) + 1;
    std::vector<std::string_view> cells;
    while (csv.next(cells)) {
      if (cells.size() < needed) return too_short(csv.line());
      const std::string_view seeker = cells[(*at)[0]], place = cells[(*at)[1]], word = cells[(*at)[2]];
      if (seeker.empty() || place.empty()) {
        return say("Line {line} does not say who or where. Write a seeker and a place, such as “A1,M7,42”.")
            .with("line", csv.line());
      }
      const auto score = whole_number(word);
      if (!score || *score < -most_score || *score > most_score) {
        return say("Line {line}: “{word}” stands where a score is expected. Write a whole number from "
                   "−1000000000 to 1000000000, such as 42.")
            .with("line", csv.line())
            .with("word", shown(word));
      }
      const std::uint32_t from = seekers_.of(seeker);
      collected_.add(from, places_.of(place), *score);
    }
    return csv.is_broken() ? quote_never_ends(csv.line()) : Message{};
  }

  /// Lines are not kept for the millions of pairs that stand once: the file, known to be whole, is read again.
  static std::int64_t line_of_second(std::string_view bytes, std::string_view seeker,
                                     std::string_view place) {
    Csv csv(bytes);
    const auto at = columns<2>(csv, {"seeker", "place"}, {});
    std::vector<std::string_view> cells;
    for (int found = 0; at && csv.next(cells);)
      if (cells[(*at)[0]] == seeker && cells[(*at)[1]] == place && ++found == 2) break;
    return csv.line();
  }

  Message take_capacities(Csv& csv) {
    const auto at =
        columns<2>(csv, {"place", "capacity"},
                   say("The first line of the file with places should name the columns: place,capacity."));
    if (!at) return at.error();
    std::vector<std::string_view> cells;
    std::vector<std::uint8_t> said;
    while (csv.next(cells)) {
      if (cells.size() <= std::max((*at)[0], (*at)[1])) return too_short(csv.line());
      const std::string_view place = cells[(*at)[0]], word = cells[(*at)[1]];
      const auto capacity = whole_number(word);
      if (place.empty() || !capacity || *capacity < 0 || *capacity > most_score) {
        return say("Line {line}: “{word}” stands where a capacity is expected. Write a place and a "
                   "whole number from 0, such as “M7,2”.")
            .with("line", csv.line())
            .with("word", shown(word));
      }
      const std::uint32_t number = places_.of(place);
      problem_.instance.capacity.resize(places_.size(), 1);
      said.resize(places_.size(), 0);
      if (said[number]++) {
        return say("Line {line}: the place {place} stands twice. Keep one of the two lines.")
            .with("line", csv.line())
            .with("place", std::string(place));
      }
      problem_.instance.capacity[number] = static_cast<std::int32_t>(*capacity);
    }
    return csv.is_broken() ? quote_never_ends(csv.line()) : Message{};
  }

  using In = EdgesNo::In;

  Problem problem_;
  Collected collected_;
  Numbering seekers_, places_;
};

}  // namespace

Result<Problem, EdgesNo> read_edges(std::string_view bytes, std::string_view places) {
  for (const auto in : {EdgesNo::In::edges, EdgesNo::In::places}) {
    if (!is_utf8(in == EdgesNo::In::edges ? bytes : places)) {
      return no(EdgesNo{in, say("The file is not in UTF-8. Save it again as “CSV UTF-8”.")});
    }
  }
  return Edges().read(bytes, places);
}

}  // namespace parvis::problems
