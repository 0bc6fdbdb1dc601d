#include "platform/crypto/strict_json.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace parvis::crypto {
namespace {

/// Builds nothing; returning false ends the reading.
class Strictness : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    names_.emplace_back();
    return is_shallow();
  }
  bool key(string_t& name) override { return names_.back().insert(name).second; }
  bool end_object() override {
    names_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override {
    names_.emplace_back();
    return is_shallow();
  }
  bool end_array() override {
    names_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool is_shallow() const { return names_.size() <= static_cast<std::size_t>(most_json_depth); }

  std::vector<std::set<std::string>> names_;
};

}  // namespace

bool is_strict_json(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) return false;
  Strictness strictness;
  return nlohmann::json::sax_parse(text.begin(), text.end(), &strictness);
}

}  // namespace parvis::crypto
