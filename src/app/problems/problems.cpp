#include "app/problems/problems.hpp"

#include <chrono>
#include <utility>

#include "platform/files/files.hpp"

namespace parvis::problems {
namespace {

using Kind = AssignNo::Kind;

Result<std::string, AssignNo> bytes_of(const std::string& file) {
  auto bytes = files::read_file(file);
  if (!bytes) return no(AssignNo{Kind::bad_input, std::move(bytes.error())});
  return std::move(*bytes);
}

void quote(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += hex[c >> 4];
      out += hex[c & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void cover_list(std::string& out, const std::vector<std::uint8_t>& in,
                const std::vector<std::string>& names) {
  out += '[';
  bool any = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!in[i]) continue;
    if (any) out += ',';
    any = true;
    quote(out, names[i]);
  }
  out += ']';
}

void price_list(std::string& out, const std::vector<std::int64_t>& prices,
                const std::vector<std::string>& names) {
  out += '{';
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += ',';
    quote(out, names[i]);
    out += ':';
    out += std::to_string(prices[i]);
  }
  out += '}';
}

Result<Problem, AssignNo> read(const AssignRequest& request) {
  if (request.format != "orlib" && request.format != "dimacs-asn" && request.format != "edges") {
    return no(
        AssignNo{Kind::wrong_use, say("The format {format} is not known. Write orlib, dimacs-asn or edges.")
                                      .with("format", request.format)});
  }
  if (!request.places.empty() && request.format != "edges") {
    return no(
        AssignNo{Kind::wrong_use, say("Capacities in a file of their own go with --format edges only.")});
  }
  PARVIS_TRY(const std::string bytes, bytes_of(request.file));
  std::string places;
  if (!request.places.empty()) {
    PARVIS_TRY(places, bytes_of(request.places));
  }
  const auto wrong_in = [](const std::string& file, Message what) {
    return no(
        AssignNo{Kind::bad_input, say("{file}: {what}").with("file", file).with("what", std::move(what))});
  };
  if (request.format == "edges") {
    auto problem = read_edges(bytes, places);
    if (problem) return std::move(*problem);
    const bool in_places = problem.error().in == EdgesNo::In::places;
    return wrong_in(in_places ? request.places : request.file, problem.error().what);
  }
  auto problem = request.format == "orlib" ? read_orlib(bytes) : read_dimacs(bytes);
  if (!problem) return wrong_in(request.file, problem.error());
  return std::move(*problem);
}

}  // namespace

std::string certificate_json(const Problem& problem, const assignment::Solution& solution) {
  const assignment::Certificate& proof = solution.certificate;
  std::string out = R"({"format":"parvis-assign-certificate","version":1,"goal":)";
  out += problem.costs ? R"("least cost")" : R"("greatest score")";
  out += ",\"matched\":" + std::to_string(solution.matched);
  out += ",\"objective\":" + std::to_string(problem.costs ? -solution.score : solution.score);
  out += ",\n\"cover\":{\"seekers\":";
  cover_list(out, proof.seeker_in_cover, problem.seekers);
  out += ",\"places\":";
  cover_list(out, proof.place_in_cover, problem.places);
  out += "},\n\"prices\":{\"seekers\":";
  price_list(out, proof.seeker_price, problem.seekers);
  out += ",\"places\":";
  price_list(out, proof.place_price, problem.places);
  out += "},\n\"pairs\":[";
  bool any = false;
  for (std::size_t s = 0; s < solution.place_of.size(); ++s) {
    if (solution.place_of[s] == assignment::no_place) continue;
    out += any ? ",[" : "[";
    any = true;
    quote(out, problem.seekers[s]);
    out += ',';
    quote(out, problem.places[static_cast<std::size_t>(solution.place_of[s])]);
    out += ']';
  }
  return out + "]}\n";
}

Result<AssignOutcome, AssignNo> assign(const AssignRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  PARVIS_TRY(const Problem problem, read(request));
  AssignOutcome outcome;
  outcome.read_s = seconds();
  assignment::SolveOptions options;
  options.progress = request.progress;
  const assignment::Solution solution = assignment::solve(problem.instance, options);
  outcome.solve_s = seconds() - outcome.read_s;
  outcome.matched = solution.matched;
  outcome.objective = problem.costs ? -solution.score : solution.score;
  if (!request.certificate.empty()) {
    auto written = files::write_file(request.certificate, certificate_json(problem, solution));
    if (!written) return no(AssignNo{Kind::fault, std::move(written.error())});
  }
  return outcome;
}

}  // namespace parvis::problems
