#include "app/problems/problems.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <iterator>

namespace parvis::problems {
namespace {

using Kind = AssignNo::Kind;

Result<std::string, AssignNo> bytes_of(const std::string& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const auto cannot = [&] {
    return no(AssignNo{Kind::bad_input, say("{file} cannot be read: {reason}.")
                                            .with("file", file)
                                            .with("reason", std::string(std::strerror(errno)))});
  };
  if (fd < 0) return cannot();
  std::string bytes;
  struct stat about{};
  if (::fstat(fd, &about) == 0 && about.st_size > 0) bytes.reserve(static_cast<std::size_t>(about.st_size));
  static constexpr std::size_t step = 1 << 20;
  std::string block(step, '\0');
  while (true) {
    const ssize_t got = ::read(fd, block.data(), step);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      auto answer =
          got < 0 ? Result<std::string, AssignNo>(cannot()) : Result<std::string, AssignNo>(std::move(bytes));
      ::close(fd);
      return answer;
    }
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
}

/// Beside the file first, then renamed: whoever looks sees the old file or the whole new one.
Result<bool, AssignNo> write_whole(const std::string& file, std::string_view bytes) {
  const std::string beside = file + ".part-" + std::to_string(::getpid());
  const auto cannot = [&] {
    const int reason = errno;
    ::unlink(beside.c_str());
    return no(AssignNo{Kind::fault, say("{file} cannot be written: {reason}.")
                                        .with("file", file)
                                        .with("reason", std::string(std::strerror(reason)))});
  };
  const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return cannot();
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      const int reason = errno;
      ::close(fd);
      errno = reason;
      return cannot();
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  const bool stored = ::fsync(fd) == 0;
  if (::close(fd) != 0 || !stored || ::rename(beside.c_str(), file.c_str()) != 0) return cannot();
  return true;
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
  const assignment::Solution solution = assignment::solve(problem.instance);
  outcome.solve_s = seconds() - outcome.read_s;
  outcome.matched = solution.matched;
  outcome.objective = problem.costs ? -solution.score : solution.score;
  if (!request.certificate.empty()) {
    PARVIS_TRY([[maybe_unused]] const bool written,
               write_whole(request.certificate, certificate_json(problem, solution)));
  }
  return outcome;
}

}  // namespace parvis::problems
