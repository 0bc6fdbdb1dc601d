/// `parvis assign`: the bare problem from a file in a published format, without programme or people. Which files
/// are understood stands with the readers below; the docs tell it to users (docs/formats.md).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/assignment/assignment.hpp"
#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::problems {

struct Problem {
  assignment::Instance
      instance;  ///< scores; where the file has costs, the score is the cost with its sign turned
  bool costs = false;
  /// As the file names them, by number in the instance. Numbers themselves where the file counts from 1; a number
  /// that stands in no pair is left out, so that memory follows what the file holds and not what it promises.
  std::vector<std::string> seekers, places;
};

/// OR-Library: `n`, then n × n costs row by row, or `i j cost` with i and j from 1 to n; any white space between
/// the numbers. When exactly n × n numbers follow they are the matrix, unless they stand three to a line as pairs
/// with costs (and with n = 3, where both look the same, they are the matrix). A pair stands at most once.
Result<Problem, Message> read_orlib(std::string_view bytes);
/// DIMACS: `c` comments, `p asn NODES ARCS` first, `n ID` for each node of the seekers' side, `a FROM TO COST`
/// from that side to the other. Of parallel arcs the cheapest counts.
Result<Problem, Message> read_dimacs(std::string_view bytes);
struct EdgesNo {
  enum class In { edges, places } in;  ///< which of the two files the message is about
  Message what;
};
/// CSV with the columns seeker, place, score in any order (comma, semicolon or tab; quotes as in RFC 4180; UTF-8).
/// Seekers and places are numbered as they first appear, so the earlier line comes first where all is equal.
/// `places`: CSV with the columns place, capacity; a place not in it has capacity 1. Empty when there is none.
Result<Problem, EdgesNo> read_edges(std::string_view bytes, std::string_view places);

struct AssignRequest {
  std::string file;
  std::string format;       ///< orlib, dimacs-asn or edges
  std::string places;       ///< file with capacities, only for edges; may be empty
  std::string certificate;  ///< file to write; may be empty
  std::function<void(int)> progress =
      {};  ///< the share of the solving that is done, in 10 000ths; may be empty
};
struct AssignOutcome {
  std::int64_t matched = 0;
  std::int64_t objective = 0;  ///< total cost, or for edges total score
  double read_s = 0, solve_s = 0;
};
struct AssignNo {
  enum class Kind { wrong_use, bad_input, fault } kind;  ///< exit codes 2, 3, 4
  Message what;
};

/// Reads, solves and writes the certificate (whole or not at all: beside the file first, then renamed).
Result<AssignOutcome, AssignNo> assign(const AssignRequest& request);

/// {"format":"parvis-assign-certificate","version":1,"goal":"least cost"|"greatest score","matched":…,
///  "objective":…,"cover":{"seekers":[…],"places":[…]},"prices":{"seekers":{…},"places":{…}},"pairs":[[…,…],…]}
/// Seekers and places are strings, as in the file. Prices are of scores (MATCHING.md 3): where the goal is least
/// cost, score = −cost.
std::string certificate_json(const Problem& problem, const assignment::Solution& solution);

}  // namespace parvis::problems
