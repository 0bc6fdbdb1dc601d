#include "app/store/history_values.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::store {
namespace {

nlohmann::json as_json(const db::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* bytes = std::get_if<db::Bytes>(&value)) return {{"base64", crypto::base64(bytes->bytes)}};
  return nullptr;
}

std::optional<db::Value> from_json(const nlohmann::json& json) {
  if (json.is_null()) return db::Value(db::Null{});
  if (json.is_number_integer()) return db::Value(json.get<std::int64_t>());
  if (json.is_string()) return db::Value(json.get<std::string>());
  if (!json.is_object() || !json.contains("base64") || !json["base64"].is_string()) return std::nullopt;
  auto bytes = crypto::from_base64(json["base64"].get<std::string>());
  if (!bytes) return std::nullopt;
  return db::Value(db::Bytes{std::move(*bytes)});
}

}  // namespace

std::string written(const NamedValues& values) {
  auto json = nlohmann::json::object();
  for (const auto& [name, value] : values) json[name] = as_json(value);
  return json.dump();
}

std::optional<NamedValues> read_values(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  NamedValues values;
  for (const auto& [name, one] : json.items()) {
    auto value = from_json(one);
    if (!value) return std::nullopt;
    values.emplace_back(name, std::move(*value));
  }
  return values;
}

std::string key_text(const std::vector<db::Value>& key) {
  std::string text;
  for (const auto& part : key) text += (text.empty() ? "" : " ") + id_text(std::get<std::int64_t>(part));
  return text;
}

std::vector<db::Value> key_of_text(std::string_view text) {
  std::vector<db::Value> key;
  for (const auto& part : parts_of(text, " ")) key.emplace_back(id_number(part).value_or(0));
  return key;
}

}  // namespace parvis::store
