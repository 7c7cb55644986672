// What can be typed into the find field, and what it fits.

#include "ui/shell/find_matcher.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

QString q(const char* text)
{
    return QString::fromUtf8(text);
}

FindSubject worker()
{
    FindSubject subject;
    subject.id = q("w2");
    subject.title = q("Parse 2");
    subject.types = {q("PULL"), q("PUSH")};
    subject.roles = {q("worker"), q("Worker")};
    subject.addresses = {q("tcp://127.0.0.1:5557")};
    subject.state = q("blocked");
    subject.problems = {q("warning"), q("open-to-network")};
    subject.options = {{q("SNDHWM"), {{q("10")}}},
                       {q("SERVICE"), {{q("3ms")}}},
                       {q("HEARTBEAT_IVL"), {{q("2000")}, 1e3}}};
    subject.settings = {{q("RATE"), {{q("250")}}}, {q("SERVICE_TIME"), {{q("700")}, 1}}};
    subject.figures = {{q("depth"), 731}, {q("rate"), 1000}, {q("p99"), 12'000}, {q("dropped"), 0}};
    return subject;
}

bool found(const char* line)
{
    const FindQuery query = parseFind(q(line));
    EXPECT_EQ(query.problem, QString()) << line;
    return fits(query, worker());
}

std::string problemOf(const char* line)
{
    const FindQuery query = parseFind(q(line));
    EXPECT_TRUE(query.isEmpty()) << line;
    return query.problem.toStdString();
}

TEST(FindWords, AreLookedForInNamesIdsTypesRolesAndAddresses)
{
    for (const char* line : {"parse", "w2", "pull", "WORKER", "127.0", "tcp://127.0.0.1:5557"})
        EXPECT_TRUE(found(line)) << line;
    EXPECT_FALSE(found("sink"));
}

TEST(FindWords, MustAllFit)
{
    EXPECT_TRUE(found("parse push"));
    EXPECT_FALSE(found("parse pub"));
}

TEST(FindWords, AreLeftOutBehindAMinus)
{
    EXPECT_FALSE(found("parse -push"));
    EXPECT_TRUE(found("parse -pub"));
    EXPECT_FALSE(found("-depth>500"));
    EXPECT_FALSE(found("-type:PULL"));
    EXPECT_FALSE(found("-\"parse 2\""));
}

TEST(FindWords, OfTwoLettersDoNotFitTheDigitsOfAddresses)
{
    EXPECT_FALSE(found("55"));
    EXPECT_TRUE(found("555"));
}

TEST(FindWords, InQuotationMarksKeepTheirSpace)
{
    EXPECT_TRUE(found("\"parse 2\""));
    EXPECT_FALSE(found("\"2 parse\""));
}

TEST(FindWords, MayBeStatesAndSeverities)
{
    EXPECT_TRUE(found("blocked"));
    EXPECT_FALSE(found("running"));
    EXPECT_FALSE(found("block"));
    EXPECT_TRUE(found("warning"));
    EXPECT_FALSE(found("error"));
}

TEST(FindFields, NarrowAWord)
{
    EXPECT_TRUE(found("type:pull"));
    EXPECT_FALSE(found("type:parse"));
    EXPECT_TRUE(found("name: parse"));
    EXPECT_TRUE(found("state:blocked is:node"));
    EXPECT_FALSE(found("is:link"));
    EXPECT_TRUE(found("problem:network"));
    EXPECT_TRUE(found("address:5557"));
}

TEST(FindFields, TellGroupsAndNotesFromTheRest)
{
    FindSubject group;
    group.kind = FindSubject::Kind::Group;
    group.title = q("Parsers");
    FindSubject note;
    note.kind = FindSubject::Kind::Note;
    note.title = q("Read me");
    note.text = q("Read me\nThe parsers are slow.");
    const auto fit = [](const char* line, const FindSubject& subject) {
        return fits(parseFind(q(line)), subject);
    };
    EXPECT_TRUE(fit("parsers", group));
    EXPECT_TRUE(fit("parsers", note));
    EXPECT_TRUE(fit("parsers is:group", group));
    EXPECT_FALSE(fit("parsers is:group", note));
    EXPECT_TRUE(fit("is:note", note));
    EXPECT_TRUE(fit("name:read", note));
    EXPECT_FALSE(fit("name:slow", note));
    EXPECT_FALSE(fit("is:node", group));
    EXPECT_FALSE(found("is:group"));
}

TEST(FindOptions, AreComparedByTheirNames)
{
    EXPECT_TRUE(found("SNDHWM=10"));
    EXPECT_TRUE(found("sndhwm = 10"));
    EXPECT_TRUE(found("ZMQ_SNDHWM<11"));
    EXPECT_FALSE(found("SNDHWM=1"));
    EXPECT_FALSE(found("RCVHWM=10"));
    EXPECT_TRUE(found("service>=3ms"));
    EXPECT_FALSE(found("service>3ms"));
}

TEST(FindOptions, AreComparedWithTimesInTheirOwnUnits)
{
    EXPECT_TRUE(found("HEARTBEAT_IVL>=1s"));
    EXPECT_FALSE(found("HEARTBEAT_IVL<1s"));
    EXPECT_TRUE(found("HEARTBEAT_IVL=2s"));
    EXPECT_TRUE(found("HEARTBEAT_IVL=2000ms"));
    EXPECT_TRUE(found("HEARTBEAT_IVL=2000"));
    EXPECT_TRUE(found("service_time<1ms"));
    EXPECT_FALSE(found("service_time<500us"));
}

TEST(FindOptions, ThatAreNoTimesAreNeitherMoreNorLessThanATime)
{
    EXPECT_FALSE(found("SNDHWM<1s"));
    EXPECT_FALSE(found("SNDHWM>=1us"));
    EXPECT_TRUE(found("SNDHWM!=1s"));
}

TEST(FindFigures, OfWhatDoesNotRunMeanTheSettingOfThatName)
{
    FindSubject subject = worker();
    const auto fitsNow = [&subject](const char* line) { return fits(parseFind(q(line)), subject); };
    EXPECT_TRUE(fitsNow("rate>=1k")) << "it is measured";
    subject.figures.clear();
    EXPECT_FALSE(fitsNow("rate<1k")) << "it runs, and nobody has measured it";
    subject.state.clear();
    EXPECT_TRUE(fitsNow("rate<1k"));
    EXPECT_TRUE(fitsNow("rate=250"));
    EXPECT_FALSE(fitsNow("rate>=1k"));
    EXPECT_FALSE(fitsNow("ZMQ_RATE=250")) << "the option of that name is another thing";
}

TEST(FindFigures, AreComparedInTheirUnits)
{
    EXPECT_TRUE(found("depth > 500"));
    EXPECT_FALSE(found("depth > 731"));
    EXPECT_TRUE(found("depth >= 731"));
    EXPECT_TRUE(found("rate >= 1k"));
    EXPECT_FALSE(found("rate > 1k"));
    EXPECT_TRUE(found("p99>10ms"));
    EXPECT_FALSE(found("p99 > 13ms"));
    EXPECT_FALSE(found("dropped > 0"));
    EXPECT_TRUE(found("dropped = 0"));
    EXPECT_TRUE(found("depth != 5"));
}

TEST(FindFigures, ThatAreNotKnownFitNothing)
{
    EXPECT_FALSE(found("busy > 0"));
    EXPECT_FALSE(found("busy < 100"));
}

TEST(FindFigures, MakeAQueryLive)
{
    EXPECT_TRUE(parseFind(q("depth > 5")).isLive());
    EXPECT_TRUE(parseFind(q("blocked")).isLive());
    EXPECT_FALSE(parseFind(q("parse SNDHWM=10")).isLive());
}

TEST(FindMistakes, SayWhatIsExpected)
{
    EXPECT_EQ(problemOf("depth >"), "A number is expected after “depth >”, as in depth > 500");
    EXPECT_EQ(problemOf("> 5"), "A figure or option is expected before “>”, as in depth > 500");
    EXPECT_EQ(problemOf("p99 > fast"),
              "A number is expected instead of “fast”, such as 500, 1k, 10ms or 80%");
    EXPECT_EQ(problemOf("\"parse"), "A closing quotation mark is expected");
    EXPECT_EQ(problemOf("parse -"), "A word is expected right after “-”, as in -PUB");
    EXPECT_EQ(problemOf("SNDHWM="), "A value is expected after “SNDHWM=”");
    EXPECT_EQ(problemOf("depth > > 5"), "A number is expected after “depth >”, as in depth > 500");
}

TEST(FindNumbers, HaveUnits)
{
    const auto number = [](const char* text) {
        double value = -1;
        EXPECT_TRUE(readFindNumber(q(text), &value)) << text;
        return value;
    };
    EXPECT_DOUBLE_EQ(number("1.5k"), 1500);
    EXPECT_DOUBLE_EQ(number("2MB"), 2e6);
    EXPECT_DOUBLE_EQ(number("10ms"), 10'000);
    EXPECT_DOUBLE_EQ(number("2s"), 2e6);
    EXPECT_DOUBLE_EQ(number("80%"), 80);
    EXPECT_DOUBLE_EQ(number("12k/s"), 12'000);
    double none = 0;
    EXPECT_FALSE(readFindNumber(q("fast"), &none));
    EXPECT_FALSE(readFindNumber(q("1x"), &none));
}

TEST(FindQueries, ThatAreEmptyFitNothing)
{
    EXPECT_FALSE(fits(parseFind({}), worker()));
    EXPECT_FALSE(fits(parseFind(q("   ")), worker()));
}

} // namespace
} // namespace topomq::ui
