// The two published formats: OR-Library's text and DIMACS .asn.
#include "app/problems/collected.hpp"
#include "app/problems/named.hpp"
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
  problem.seekers = problem.places = counted(n);
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
  Named rows, columns;
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
    const auto row = static_cast<std::uint32_t>(*i), column = static_cast<std::uint32_t>(*j);
    rows.add(row);
    columns.add(column);
    collected.add(row, column, -*cost);
  }
  rows.settle();
  columns.settle();
  for (std::uint32_t& row : collected.seeker) row = rows.position(row);
  for (assignment::Edge& edge : collected.edge) edge.place = columns.position(edge.place);
  problem.seekers = rows.names();
  problem.places = columns.names();
  if (const auto twice =
          sort_into(problem.instance, std::move(collected), problem.seekers.size(), Twice::refuse)) {
    const std::int64_t from = *whole_number(problem.seekers[twice->first]);
    const std::int64_t to = *whole_number(problem.places[twice->second]);
    return no(say("Line {line}: the pair {from} {to} stands twice. Keep one of the two lines.")
                  .with("line", line_of_second(again, from, to))
                  .with("from", from)
                  .with("to", to));
  }
  return problem;
}

Problem of_costs(Problem problem) {
  problem.costs = true;
  problem.instance.capacity.assign(problem.places.size(), 1);
  return problem;
}

}  // namespace

Result<Problem, Message> read_orlib(std::string_view bytes) {
  Words words(bytes);
  const std::string_view size = words.next();
  const auto n = whole_number(size);
  if (n && *n > most_people) {
    return no(say("Line {line}: {n} rows do not fit. There may be at most {most}.")
                  .with("line", words.line())
                  .with("n", *n)
                  .with("most", most_people));
  }
  if (!n || *n < 0) {
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
    if (auto problem = read_triples(words, *n)) return of_costs(std::move(*problem));
  }
  PARVIS_TRY(Problem problem, is_matrix ? read_matrix(words, *n) : read_triples(words, *n));
  return of_costs(std::move(problem));
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
    number_nodes();
    sort_into(problem_.instance, std::move(collected_), problem_.seekers.size(), Twice::keep_best);
    return of_costs(std::move(problem_));
  }

 private:
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
    if (asn != "asn" || !nodes || !arcs || *nodes < 0 || *arcs < 0 || !words.next().empty()) {
      return say("Line {line} should say “p asn NODES ARCS”, such as “p asn 1600 640000”.")
          .with("line", line_);
    }
    if (*nodes > most_people) {
      return say("Line {line}: {n} nodes do not fit. There may be at most {most}.")
          .with("line", line_)
          .with("n", *nodes)
          .with("most", most_people);
    }
    nodes_ = *nodes;
    arcs_ = *arcs;
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
    const auto node = static_cast<std::uint32_t>(*id);
    if (seekers_.has(node)) return {};
    seekers_.add(node);
    as_named_.push_back(node);
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
    const auto seeker = static_cast<std::uint32_t>(*from), place = static_cast<std::uint32_t>(*to);
    if (!seekers_.has(seeker) || seekers_.has(place)) {
      return say("Line {line}: the arc from {from} to {to} does not lead from a node named by a line “n” to "
                 "one that is not.")
          .with("line", line_)
          .with("from", *from)
          .with("to", *to);
    }
    places_.add(place);
    collected_.add(seeker, place, -*cost);
    return {};
  }

  /// Seekers are numbered as the lines “n” name them, places by their own numbers. A node to which no arc leads
  /// is nobody's place.
  void number_nodes() {
    seekers_.settle();
    places_.settle();
    std::vector<std::uint32_t> number(as_named_.size());
    for (std::uint32_t i = 0; i < as_named_.size(); ++i) {
      number[seekers_.position(as_named_[i])] = i;
      problem_.seekers.push_back(std::to_string(as_named_[i]));
    }
    for (std::uint32_t& seeker : collected_.seeker) seeker = number[seekers_.position(seeker)];
    for (assignment::Edge& edge : collected_.edge) edge.place = places_.position(edge.place);
    problem_.places = places_.names();
  }

  Problem problem_;
  Collected collected_;
  Named seekers_, places_;
  std::vector<std::uint32_t> as_named_;  // the seekers' nodes in the order of the file
  std::int64_t nodes_ = -1, arcs_ = 0, line_ = 0;
};

}  // namespace

Result<Problem, Message> read_dimacs(std::string_view bytes) {
  return Dimacs().read(bytes);
}

}  // namespace parvis::problems
