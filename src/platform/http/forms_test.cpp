#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/http.hpp"

namespace parvis::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

Request posted(std::string type, std::string body) {
  Request request;
  request.method = "POST";
  request.headers = {{"content-type", std::move(type)}};
  request.body = std::move(body);
  return request;
}
Result<Form, Message> urlencoded(std::string body) {
  return read_form(posted("application/x-www-form-urlencoded", std::move(body)));
}
Result<Form, Message> multipart(std::string body) {
  return read_form(posted("multipart/form-data; boundary=xx", std::move(body)));
}
std::string part(std::string_view disposition, std::string_view content) {
  return "--xx\r\nContent-Disposition: " + std::string(disposition) + "\r\n\r\n" + std::string(content) +
         "\r\n";
}

TEST(Forms, ReadsTheNamesOfTheWholeCity) {
  const auto form = urlencoded("namn=%C3%85sa+%C3%96berg&spr%C3%A5k=%D8%B9%D8%B1%D8%A8%D9%8A&tom=&bara");
  ASSERT_TRUE(form);
  EXPECT_THAT(form->fields, ElementsAre(Pair("namn", "Åsa Öberg"), Pair("språk", "عربي"), Pair("tom", ""),
                                        Pair("bara", "")));
  EXPECT_EQ(form->value("namn"), "Åsa Öberg");
  EXPECT_EQ(form->value("saknas"), std::nullopt);
}

TEST(Forms, RefusesWhatIsNotText) {
  EXPECT_FALSE(urlencoded("a=%C3"));
  EXPECT_FALSE(urlencoded("a=%00"));
  EXPECT_FALSE(urlencoded("a=%4"));
  EXPECT_FALSE(urlencoded("a=%zz"));
  EXPECT_FALSE(read_form(posted("application/json", "{}")));
  EXPECT_FALSE(read_form(Request{}));
}

TEST(Forms, StopsAtAThousandFieldsAndAtLongNames) {
  std::string body = "a=1";
  for (int i = 1; i < 1000; ++i) body += "&a=1";
  EXPECT_TRUE(urlencoded(body));
  const auto refused = urlencoded(body + "&a=1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(in_english(refused.error()),
            "The form has more than 1000 fields. Please send it in smaller parts.");
  EXPECT_TRUE(urlencoded(std::string(200, 'n') + "=1"));
  EXPECT_FALSE(urlencoded(std::string(201, 'n') + "=1"));
  std::string parts;
  for (int i = 0; i < 1001; ++i) parts += part("form-data; name=a", "1");
  EXPECT_FALSE(multipart(parts + "--xx--\r\n"));
}

TEST(Forms, AFileKeepsEachOfItsBytes) {
  const std::string bytes("\0\r\n--x\r\n\xff\xfe--xy\n\r\n", 17);
  const auto form =
      multipart(part("form-data; name=\"note\"", "två\r\nrader") +
                "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"adepter.xlsx\"\r\n"
                "Content-Type: application/octet-stream\r\n\r\n" +
                bytes + "\r\n--xx--\r\n");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->value("note"), "två\r\nrader");
  ASSERT_NE(form->file("file"), nullptr);
  EXPECT_EQ(form->file("file")->bytes, bytes);
  EXPECT_EQ(form->file("file")->filename, "adepter.xlsx");
  EXPECT_EQ(form->file("file")->content_type, "application/octet-stream");
  EXPECT_EQ(form->file("note"), nullptr);
}

std::string filename_of(std::string_view parameters) {
  const auto form = multipart(part("form-data; name=f; " + std::string(parameters), "x") + "--xx--");
  return form && form->file("f") ? form->file("f")->filename : "refused";
}

TEST(Forms, AFileNameComesWithoutItsFolders) {
  EXPECT_EQ(filename_of("filename=\"Mentorer; höst 2024.xlsx\""), "Mentorer; höst 2024.xlsx");
  EXPECT_EQ(filename_of("filename=\"../../etc/passwd\""), "passwd");
  EXPECT_EQ(filename_of("filename=\"C:\\Users\\bo\\lista.csv\""), "lista.csv");
  EXPECT_EQ(filename_of("filename=\"de \\\"nya\\\".csv\""), "de \"nya\".csv");
  EXPECT_EQ(filename_of("filename=\"de %22nya%22.csv\""), "de \"nya\".csv");
  EXPECT_EQ(filename_of("filename=\"x.csv\"; filename*=UTF-8''na%C3%AFve.csv"), "naïve.csv");
  EXPECT_EQ(filename_of("filename*=UTF-8'sv'a%2F%C3%B6.csv"), "ö.csv");
  EXPECT_EQ(filename_of("filename=\"\xff.csv\""), "\xEF\xBF\xBD.csv");
  EXPECT_EQ(filename_of("filename*=latin1''x.csv"), "refused");
  EXPECT_EQ(filename_of("filename=\"a\"; filename=\"b\""), "refused");
  EXPECT_EQ(filename_of("filename=\"a"), "refused");
}

TEST(Forms, AFileFieldLeftEmptyIsNotThere) {
  const auto form = multipart(part("form-data; name=\"f\"; filename=\"\"", "") + "--xx--\r\n");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->file("f"), nullptr);
  const auto empty_file = multipart(part("form-data; name=\"f\"; filename=\"a.csv\"", "") + "--xx--\r\n");
  ASSERT_TRUE(empty_file);
  ASSERT_NE(empty_file->file("f"), nullptr);
  EXPECT_EQ(empty_file->file("f")->bytes, "");
}

TEST(Forms, RefusesPartsThatAreNotWholeOrCanBeReadInTwoWays) {
  const auto field = part("form-data; name=a", "1");
  EXPECT_TRUE(multipart(field + "--xx--"));
  EXPECT_TRUE(multipart("what comes before\r\n" + field + "--xx--\r\nwhat comes after"));
  EXPECT_TRUE(multipart("--xx \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xx--"));
  EXPECT_TRUE(multipart("--xx--\r\n"));
  EXPECT_FALSE(multipart(""));
  EXPECT_FALSE(multipart(field)) << "cut off";
  EXPECT_FALSE(multipart("--xxy\r\n" + field + "--xx--"));
  EXPECT_FALSE(multipart("--xx\r\n\r\n1\r\n--xx--")) << "a part without a name";
  EXPECT_FALSE(multipart(part("attachment; name=a", "1") + "--xx--"));
  EXPECT_FALSE(multipart(part("form-data; name=a; name=b", "1") + "--xx--"));
  EXPECT_FALSE(
      multipart(part("form-data; name=a\r\nContent-Disposition: form-data; name=b", "1") + "--xx--"));
  EXPECT_FALSE(multipart(part("form-data; name=a\r\nContent-Transfer-Encoding: base64", "MQ==") + "--xx--"));
  EXPECT_FALSE(multipart(part("form-data; name=a\r\n folded: b", "1") + "--xx--"));
  EXPECT_FALSE(multipart(part("form-data; name=a\r\nX: " + std::string(9000, 'x'), "1") + "--xx--"));
  EXPECT_FALSE(multipart(part("form-data; name=a", "\xff") + "--xx--")) << "a field's text is UTF-8";
}

TEST(Forms, HoldsTheBoundaryToItsRules) {
  const auto body = [](std::string_view boundary) {
    const auto line = "--" + std::string(boundary);
    return line + "\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" + line + "--\r\n";
  };
  EXPECT_TRUE(read_form(posted("Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\"", body("a b:c"))));
  EXPECT_TRUE(
      read_form(posted("multipart/form-data; boundary=" + std::string(70, 'b'), body(std::string(70, 'b')))));
  EXPECT_FALSE(
      read_form(posted("multipart/form-data; boundary=" + std::string(71, 'b'), body(std::string(71, 'b')))));
  EXPECT_FALSE(read_form(posted("multipart/form-data; boundary=\"a \"", body("a "))));
  EXPECT_FALSE(read_form(posted("multipart/form-data; boundary=", body(""))));
  EXPECT_FALSE(read_form(posted("multipart/form-data", body("a"))));
  EXPECT_FALSE(read_form(posted("multipart/form-data; boundary=a; boundary=b", body("a"))));
}

TEST(Forms, AQueryLeavesOutWhatIsDamaged) {
  EXPECT_THAT(read_query("q=svetsare+och&%zz=1&b=%C3&&c=1%262&d"),
              ElementsAre(Pair("q", "svetsare och"), Pair("c", "1&2"), Pair("d", "")));
  EXPECT_THAT(read_query(""), ElementsAre());
}

TEST(Forms, PercentEncodingLeavesOnlyWhatIsSafeAnywhere) {
  EXPECT_EQ(percent_encoded("Åsa & co/1~.-_"), "%C3%85sa%20%26%20co%2F1~.-_");
}

TEST(Forms, FindsACookieByItsWholeName) {
  Request request;
  request.headers = {{"cookie", "__Host-session2=no; __Host-session=abc=; lang=\"sv\""}, {"cookie", "x=1"}};
  EXPECT_EQ(request.cookie("__Host-session"), "abc=");
  EXPECT_EQ(request.cookie("lang"), "sv");
  EXPECT_EQ(request.cookie("x"), "1");
  EXPECT_EQ(request.cookie("session"), std::nullopt);
}

}  // namespace
}  // namespace parvis::http
