// The two published formats: OR-Library's text and DIMACS .asn.
#include "app/problems/collected.hpp"
#include "app/problems/numbers.hpp"
#include "app/problems/problems.hpp"

namespace parvis::problems {
namespace {

std::vector<std::string> counted(std::int64_t n) {
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(n));
  for (std::int64_t i = 1; i <= n; ++i) names.push_back(std::to_string(i));
  return names;
}

Message not_a_cost(std::int64_t line, std::string_view word) {
  if (word.empty())
    return say("Line {line}: a cost is missing at the end. Write a whole number, such as 42.")
        .with("line", line);
  return say("Line {line}: “{word}” stands where a cost is expected. Write a whole number from −1000000000 "
             "to 1000000000, such as 42.")
      .with("line", line)
      .with("word", shown(word));
}

std::optional<std::int64_t> cost_in(std::string_view word) {
  const auto cost = whole_number(word);
  return cost && *cost >= -most_score && *cost <= most_score ? cost : std::nullopt;
}

Result<Problem, Message> read_matrix(Words words, std::int64_t n) {
  Problem problem;
  auto& [first, edges, capacity] = problem.instance;
  edges.reserve(static_cast<std::size_t>(n * n));
  first.push_back(0);
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::int64_t j = 0; j < n; ++j) {
      const std::string_view word = words.next();
      const auto cost = cost_in(word);
      if (!cost) return no(not_a_cost(words.line(), word));
      edges.push_back({static_cast<std::uint32_t>(j), static_cast<std::int32_t>(-*cost)});
    }
    first.push_back(edges.size());
  }
  return problem;
}

/// Lines are not kept for the millions of pairs that stand once: the file, known to be whole, is read again.
std::int64_t line_of_second(Words words, std::int64_t from, std::int64_t to) {
  for (int found = 0;;) {
    const auto i = whole_number(words.next());
    const std::int64_t line = words.line();
    const auto j = whole_number(words.next());
    if (!i || (i == from && j == to && ++found == 2)) return line;
    words.next();
  }
}

Result<Problem, Message> read_triples(Words words, std::int64_t n) {
  const Words again = words;
  Problem problem;
  Collected collected;
  while (true) {
    const std::string_view from = words.next();
    if (from.empty()) break;
    const std::int64_t line = words.line();
    const std::string_view to = words.next();
    const auto i = whole_number(from), j = whole_number(to);
    if (!i || !j || *i < 1 || *j < 1 || *i > n || *j > n) {
      return no(say("Line {line}: “{from} {to}” stands where two numbers from 1 to {n} are expected, a row "
                    "and a column. Write lines such as “1 2 42”, or all {n} × {n} costs.")
                    .with("line", line)
                    .with("from", shown(from))
                    .with("to", shown(to))
                    .with("n", n));
    }
    const std::string_view word = words.next();
    const auto cost = cost_in(word);
    if (!cost) return no(not_a_cost(words.line(), word));
    collected.add(static_cast<std::uint32_t>(*i - 1), static_cast<std::uint32_t>(*j - 1), -*cost);
  }
  if (const auto twice =
          sort_into(problem.instance, std::move(collected), static_cast<std::size_t>(n), Twice::refuse)) {
    const std::int64_t from = std::int64_t{twice->first} + 1, to = std::int64_t{twice->second} + 1;
    return no(say("Line {line}: the pair {from} {to} stands twice. Keep one of the two lines.")
                  .with("line", line_of_second(again, from, to))
                  .with("from", from)
                  .with("to", to));
  }
  return problem;
}

Problem with_names(Problem problem, std::int64_t n) {
  problem.costs = true;
  problem.instance.capacity.assign(static_cast<std::size_t>(n), 1);
  problem.seekers = problem.places = counted(n);
  return problem;
}

}  // namespace

Result<Problem, Message> read_orlib(std::string_view bytes) {
  Words words(bytes);
  const std::string_view size = words.next();
  const auto n = whole_number(size);
  if (!n || *n < 0 || *n > most_people) {
    return no(say("Line {line}: the file begins with “{word}”. It should begin with how many rows there are, "
                  "such as 800.")
                  .with("line", words.line())
                  .with("word", shown(size)));
  }
  std::int64_t numbers = 0, before = words.line();
  bool three_on_each_line = true;
  for (Words rest = words; !rest.next().empty(); ++numbers) {
    three_on_each_line = three_on_each_line && (rest.line() != before) == (numbers % 3 == 0);
    before = rest.line();
  }
  const bool is_matrix = numbers == *n * *n;
  if (is_matrix && *n != 3 && three_on_each_line) {
    if (auto problem = read_triples(words, *n)) return with_names(std::move(*problem), *n);
  }
  PARVIS_TRY(Problem problem, is_matrix ? read_matrix(words, *n) : read_triples(words, *n));
  return with_names(std::move(problem), *n);
}

namespace {

/// A DIMACS file as far as it has been read.
class Dimacs {
 public:
  Result<Problem, Message> read(std::string_view bytes) {
    while (!bytes.empty()) {
      ++line_;
      const std::size_t end = bytes.find('\n');
      const std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
      if (auto wrong = take(line); !wrong.empty()) return no(std::move(wrong));
    }
    if (nodes_ < 0) return no(say("The line “p asn NODES ARCS” is missing, such as “p asn 1600 640000”."));
    if (static_cast<std::int64_t>(collected_.edge.size()) != arcs_) {
      return no(
          say("The line “p” promises {promised} arcs, and {found} lines begin with “a”. Is the file whole?")
              .with("promised", arcs_)
              .with("found", static_cast<std::int64_t>(collected_.edge.size())));
    }
    number_other_side();
    sort_into(problem_.instance, std::move(collected_), problem_.seekers.size(), Twice::keep_best);
    problem_.costs = true;
    problem_.instance.capacity.assign(problem_.places.size(), 1);
    return std::move(problem_);
  }

 private:
  static constexpr std::uint32_t unnamed = UINT32_MAX;

  Message take(std::string_view line) {
    Words words(line);
    const std::string_view kind = words.next();
    if (kind.empty() || kind.front() == 'c') return {};
    if (kind == "p") return take_size(words);
    if (kind == "n" && nodes_ >= 0) return take_node(words);
    if (kind == "a" && nodes_ >= 0) return take_arc(words);
    if (kind == "n" || kind == "a") {
      return say("Line {line}: the line “p asn NODES ARCS” must come before this one.").with("line", line_);
    }
    return say("Line {line} begins with “{word}”. Lines begin with c, p, n or a.")
        .with("line", line_)
        .with("word", shown(kind));
  }

  Message take_size(Words words) {
    if (nodes_ >= 0) return say("Line {line}: there is a second line “p”. Keep one.").with("line", line_);
    const std::string_view asn = words.next();
    const auto nodes = whole_number(words.next()), arcs = whole_number(words.next());
    if (asn != "asn" || !nodes || !arcs || *nodes < 0 || *arcs < 0 || *nodes > most_people ||
        !words.next().empty()) {
      return say("Line {line} should say “p asn NODES ARCS”, such as “p asn 1600 640000”.")
          .with("line", line_);
    }
    nodes_ = *nodes;
    arcs_ = *arcs;
    number_of_.assign(static_cast<std::size_t>(nodes_) + 1, unnamed);
    return {};
  }

  Message take_node(Words words) {
    const auto id = whole_number(words.next());
    if (!id || *id < 1 || *id > nodes_ || !words.next().empty()) {
      return say("Line {line} should name a node from 1 to {n}, such as “n 1”.")
          .with("line", line_)
          .with("n", nodes_);
    }
    // An arc may lead to this node already, as to a place.
    if (!collected_.edge.empty()) {
      return say("Line {line}: lines “n” must come before the lines “a”.").with("line", line_);
    }
    std::uint32_t& number = number_of_[static_cast<std::size_t>(*id)];
    if (number != unnamed) return {};
    number = static_cast<std::uint32_t>(problem_.seekers.size());
    problem_.seekers.push_back(std::to_string(*id));
    return {};
  }

  Message take_arc(Words words) {
    const auto from = whole_number(words.next()), to = whole_number(words.next());
    if (!from || !to || *from < 1 || *from > nodes_ || *to < 1 || *to > nodes_) {
      return say("Line {line} should say “a FROM TO COST” with nodes from 1 to {n}, such as “a 1 2 42”.")
          .with("line", line_)
          .with("n", nodes_);
    }
    const std::string_view word = words.next();
    const auto cost = cost_in(word);
    if (!cost) return not_a_cost(line_, word);
    if (!words.next().empty())
      return say("Line {line} goes on after the cost. Write one arc on each line.").with("line", line_);
    const std::uint32_t seeker = number_of_[static_cast<std::size_t>(*from)];
    if (seeker == unnamed || number_of_[static_cast<std::size_t>(*to)] != unnamed) {
      return say("Line {line}: the arc from {from} to {to} does not lead from a node named by a line “n” to "
                 "one that is not.")
          .with("line", line_)
          .with("from", *from)
          .with("to", *to);
    }
    collected_.add(seeker, static_cast<std::uint32_t>(*to), -*cost);
    return {};
  }

  /// Nodes that no line “n” names are the places.
  void number_other_side() {
    for (std::int64_t id = 1; id <= nodes_; ++id) {
      std::uint32_t& number = number_of_[static_cast<std::size_t>(id)];
      if (number != unnamed) continue;
      number = static_cast<std::uint32_t>(problem_.places.size());
      problem_.places.push_back(std::to_string(id));
    }
    for (assignment::Edge& edge : collected_.edge) edge.place = number_of_[edge.place];
  }

  Problem problem_;
  Collected collected_;
  std::vector<std::uint32_t> number_of_;  // of a node on its side
  std::int64_t nodes_ = -1, arcs_ = 0, line_ = 0;
};

}  // namespace

Result<Problem, Message> read_dimacs(std::string_view bytes) {
  return Dimacs().read(bytes);
}

}  // namespace parvis::problems
