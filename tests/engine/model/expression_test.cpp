#include "engine/model/expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace topomq::model {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Evaluation reckon(std::string_view text)
{
    static const std::map<std::string, Evaluation, std::less<>> kKnown{
        {"rate", {500, {}, {}}}, {"k", {-2, {}, {}}}, {"broken", {std::nullopt, "is broken", {}}}};
    return evaluate(text, [](std::string_view name) {
        const auto found = kKnown.find(name);
        return found == kKnown.end() ? nullptr : &found->second;
    });
}

double numberOf(std::string_view text)
{
    const Evaluation result = reckon(text);
    EXPECT_EQ(result.problem, "") << text;
    return result.number.value_or(std::nan(""));
}

TEST(Expression, IsATextWithANumberSign)
{
    EXPECT_TRUE(isExpression("#rate"));
    EXPECT_FALSE(isExpression("100"));
    EXPECT_FALSE(isExpression(100));
    EXPECT_TRUE(isParameterName("_a1"));
    EXPECT_FALSE(isParameterName("1a"));
    EXPECT_FALSE(isParameterName("a-b"));
    EXPECT_FALSE(isParameterName(""));
    EXPECT_FALSE(isParameterName(std::string(65, 'a')));
}

TEST(Expression, ReckonsAsAtSchool)
{
    EXPECT_EQ(numberOf("#rate"), 500);
    EXPECT_EQ(numberOf("#rate / 2"), 250);
    EXPECT_EQ(numberOf("1 + 2 * 3"), 7);
    EXPECT_EQ(numberOf("(1+2)*3"), 9);
    EXPECT_EQ(numberOf("8 / 4 / 2"), 1);
    EXPECT_EQ(numberOf("8 - 4 - 2"), 2);
    EXPECT_EQ(numberOf("-#k * -.5"), -1);
    EXPECT_EQ(numberOf("- - 2"), 2);
    EXPECT_EQ(numberOf("\t1e3 "), 1000);
}

TEST(Expression, SaysWhatIsWrong)
{
    EXPECT_THAT(reckon("").problem, HasSubstr("ends where a number"));
    EXPECT_THAT(reckon("#rate +").problem, HasSubstr("ends where a number"));
    EXPECT_THAT(reckon("#rate 2").problem, HasSubstr("\"2\" where an operator"));
    EXPECT_THAT(reckon("(#rate").problem, HasSubstr("not closed"));
    EXPECT_THAT(reckon("#rate)").problem, HasSubstr("\")\" where an operator"));
    EXPECT_THAT(reckon("#rate / (2 - 2)").problem, HasSubstr("divides by 0"));
    EXPECT_THAT(reckon("1e300 * 1e300").problem, HasSubstr("too large"));
    EXPECT_THAT(reckon("# rate").problem, HasSubstr("no name"));
    EXPECT_THAT(reckon("#rate × 2").problem, HasSubstr("\"×\" where an operator"));
    EXPECT_THAT(reckon("inf").problem, HasSubstr("\"i\" where a number"));
    EXPECT_THAT(reckon("#broken").problem, HasSubstr("has no value"));
    EXPECT_EQ(reckon("2 * #load + #more").unknown, "load");
    EXPECT_EQ(reckon("1 / 0 + #load").unknown, "");
}

TEST(Expression, EndsBeforeItTakesTooMuch)
{
    const std::string deep = std::string(33, '(') + "1" + std::string(33, ')');
    EXPECT_THAT(reckon(deep).problem, HasSubstr("parentheses"));
    EXPECT_EQ(numberOf(deep.substr(1, deep.size() - 2)), 1);
    EXPECT_THAT(reckon(std::string(501, '1')).problem, HasSubstr("500"));
    EXPECT_THAT(parametersIn(std::string(501, '#')), IsEmpty());
}

TEST(Expression, KnowsAndReplacesTheNamesInIt)
{
    EXPECT_THAT(parametersIn("#b + #a * #b"), ElementsAre("b", "a"));
    EXPECT_EQ(replaceParameter("#a + #ab - #a", "a", "#x"), "#x + #ab - #x");
    EXPECT_EQ(replaceParameter("# + 1", "a", "#x"), "# + 1");
}

TEST(Expression, WritesWholeNumbersWithoutAPoint)
{
    EXPECT_EQ(numberValue(250), Value(std::int64_t{250}));
    EXPECT_EQ(numberValue(2.5), Value(2.5));
}

} // namespace
} // namespace topomq::model
