#include "app/gate/route.hpp"

#include <algorithm>
#include <charconv>

#include "domain/access/rules.hpp"
#include "platform/base/fold.hpp"

namespace parvis::web {
namespace {

std::string_view next_part(std::string_view& path) {
  path.remove_prefix(1);
  const auto end = std::min(path.find('/'), path.size());
  const auto part = path.substr(0, end);
  path.remove_prefix(end);
  return part;
}

/// The parts that stood for {names}, or nothing when the path is not of this shape.
std::optional<std::vector<std::string>> parts_of(std::string_view pattern, std::string_view path) {
  std::vector<std::string> parts;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = next_part(pattern);
    const auto given = next_part(path);
    if (wanted.starts_with('{')) {
      if (given.empty()) return std::nullopt;
      parts.emplace_back(given);
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parts;
}

}  // namespace

bool Policy::lets_in(const access::Asker& asker, Date day) const {
  if (kind_ == Kind::anyone) return true;
  if (!asker.is_signed_in) return false;
  if (kind_ == Kind::signed_in) return true;
  const auto grants = access::grants_that_hold(asker, day);
  return std::ranges::any_of(access::rules(), [&](const access::Rule& rule) {
    if (rule.thing != thing_ && rule.thing != other_) return false;
    if (doings_ ? !rule.doings.has_any(*doings_) : !rule.doings.has(doing_)) return false;
    if (!rule.role) return access::can_reach(rule.tie, std::nullopt);
    return std::ranges::any_of(grants, [&](const access::Grant& grant) {
      return grant.role == *rule.role && access::can_reach(rule.tie, grant);
    });
  });
}

std::optional<std::int64_t> Asked::number(std::size_t part) const {
  if (part >= parts.size()) return std::nullopt;
  const auto& text = parts[part];
  std::int64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || at != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

std::string Asked::field(std::string_view name) const {
  if (request.method == "POST") return std::string(trimmed(form.value(name).value_or("")));
  for (const auto& [key, value] : http::read_query(request.query))
    if (key == name && is_utf8(value)) return std::string(trimmed(value));
  return {};
}

Found find_route(const std::vector<Route>& routes, Method method, std::string_view path) {
  Found found;
  for (const auto& route : routes) {
    auto parts = parts_of(route.pattern, path);
    if (!parts) continue;
    if (route.method != method) {
      found.other_method = true;
      continue;
    }
    if (found.route && found.parts.size() <= parts->size()) continue;
    found.route = &route;
    found.parts = std::move(*parts);
  }
  if (found.route) found.other_method = false;
  return found;
}

}  // namespace parvis::web
