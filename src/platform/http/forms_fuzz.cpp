// Forms, queries and cookies from any bytes: the first byte chooses, a line may give the Content-Type.
#include <cstdint>
#include <cstdlib>

#include "platform/base/fold.hpp"
#include "platform/http/form_parts.hpp"
#include "platform/http/text.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const parvis::http::Form& form) {
  require(form.fields.size() + form.files.size() <= parvis::http::form_fields_limit);
  for (const auto& [name, value] : form.fields) {
    require(name.size() <= parvis::http::form_name_limit);
    require(parvis::is_utf8(name) && parvis::is_utf8(value));
  }
  for (const auto& file : form.files) {
    require(parvis::is_utf8(file.filename));
    require(file.filename.find_first_of("/\\\r\n") == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis::http;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Request request;
  const auto line_end = bytes.find('\n');
  const std::string_view rest = line_end == std::string_view::npos ? bytes : bytes.substr(line_end + 1);
  switch (data[0] % 5) {
    case 0: {
      request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
      request.body = bytes;
      if (const auto form = read_form(request)) check(*form);
      break;
    }
    case 1: {
      request.headers = {{"content-type", "multipart/form-data; boundary=xx"}};
      request.body = bytes;
      if (const auto form = read_form(request)) check(*form);
      break;
    }
    case 2: {
      request.headers = {{"content-type", std::string(bytes.substr(0, line_end))}};
      request.body = rest;
      if (const auto form = read_form(request)) check(*form);
      break;
    }
    case 3: {
      require(read_query(bytes).size() <= form_fields_limit);
      const auto there_and_back = percent_decoded(percent_encoded(bytes), Plus::blank);
      require(there_and_back && *there_and_back == bytes);
      break;
    }
    default: {
      request.headers = {{"cookie", std::string(bytes)}};
      (void)request.cookie("a");
    }
  }
  return 0;
}
