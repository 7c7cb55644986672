#include "ui/widgets/fuzzy_match.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

std::optional<int> score(const char* pattern, const char* text)
{
    const auto match = fuzzyMatch(QString::fromUtf8(pattern), QString::fromUtf8(text));
    return match ? std::optional(match->score) : std::nullopt;
}

bool fits(const char* pattern, const char* text)
{
    return score(pattern, text).has_value();
}

/// The text with brackets around the letters that fit.
std::string marked(const char* pattern, const char* text)
{
    QString shown = QString::fromUtf8(text);
    const auto match = fuzzyMatch(QString::fromUtf8(pattern), shown);
    if (!match)
        return "does not fit";
    for (auto run = match->runs.rbegin(); run != match->runs.rend(); ++run) {
        shown.insert(run->start + run->length, QLatin1Char(']'));
        shown.insert(run->start, QLatin1Char('['));
    }
    return shown.toStdString();
}

TEST(FuzzyMatch, FindsTheBeginningsOfWordsInSentences)
{
    const auto runs = [](const char* pattern, const char* text) {
        return wordBeginnings(QString::fromUtf8(pattern), QString::fromUtf8(text));
    };
    using Runs = std::vector<TextRun>;
    EXPECT_EQ(runs("nod lay", "Lays out all nodes"), (Runs{{0, 3}, {13, 3}}));
    EXPECT_EQ(runs("ays", "Lays out"), std::nullopt);
    EXPECT_EQ(runs("la", "Lays out"), std::nullopt);
    EXPECT_EQ(runs("lays in", "Lays out"), std::nullopt);
    EXPECT_EQ(runs("", "Lays out"), std::nullopt);
    EXPECT_EQ(runs("lays", ""), std::nullopt);
    EXPECT_EQ(runs("布局", "自动布局"), (Runs{{2, 2}}));
}

TEST(FuzzyMatch, FitsLettersInTheirOrder)
{
    EXPECT_TRUE(fits("zmf", "Zoom to fit"));
    EXPECT_FALSE(fits("fz", "Zoom to fit"));
    EXPECT_EQ(score("", "Zoom to fit"), 0);
    EXPECT_EQ(score("  ", "Zoom to fit"), 0);
}

TEST(FuzzyMatch, FitsWordsInAnyOrder)
{
    EXPECT_TRUE(fits("fit zoom", "Zoom to fit"));
    EXPECT_FALSE(fits("fit copy", "Zoom to fit"));
}

TEST(FuzzyMatch, RefusesLettersScatteredOverWords)
{
    EXPECT_FALSE(fits("oot", "Zoom to fit"));
    EXPECT_FALSE(fits("run", "Group the chosen"));
    EXPECT_FALSE(fits("save", "Show an overview"));
    EXPECT_FALSE(fits("zf", "Azure of"));
    EXPECT_FALSE(fits("sink", "Splits work among several"));
}

TEST(FuzzyMatch, RefusesASingleLetterInsideOfAWord)
{
    EXPECT_TRUE(fits("t", "Zoom to fit"));
    EXPECT_FALSE(fits("o", "Zoom to fit"));
}

TEST(FuzzyMatch, FitsBeginningsOfWords)
{
    EXPECT_EQ(marked("zf", "Zoom to fit"), "[Z]oom to [f]it");
    EXPECT_EQ(marked("zofi", "Zoom to fit"), "[Zo]om to [fi]t");
    EXPECT_EQ(marked("rr", "request-reply"), "[r]equest-[r]eply");
    EXPECT_EQ(marked("sh", "sendHwm"), "[s]end[H]wm");
    EXPECT_EQ(marked("zs", "ZMQSocket"), "[Z]MQ[S]ocket");
    EXPECT_EQ(marked("w12", "Worker 12"), "[W]orker [12]");
    EXPECT_EQ(marked("w2", "worker2"), "[w]orker[2]");
    EXPECT_EQ(marked("pubsub", "pub-sub"), "[pub]-[sub]");
}

TEST(FuzzyMatch, FitsAPieceOfAWord)
{
    EXPECT_EQ(marked("oom", "Zoom to fit"), "Z[oom] to fit");
    EXPECT_GT(score("fit", "Zoom to fit"), score("fit", "Profit"));
}

TEST(FuzzyMatch, LetsAFewLettersBeLeftOutOfAWordWhoseBeginningFits)
{
    EXPECT_EQ(marked("msg", "message"), "[m]es[s]a[g]e");
    EXPECT_EQ(marked("legnd", "Legend"), "[Leg]e[nd]");
    EXPECT_FALSE(fits("rm", "Retransmit"));
    EXPECT_GT(score("leg", "Legend"), score("lgn", "Legend"));
    EXPECT_FALSE(fits("rs", "Retransmit"));
}

TEST(FuzzyMatch, PrefersStartsOfWords)
{
    EXPECT_GT(score("st", "Stop"), score("st", "Restart"));
    EXPECT_GT(score("st", "Restart"), 0);
}

TEST(FuzzyMatch, PrefersLettersInARow)
{
    EXPECT_GT(score("run", "Run"), score("run", "Reset upper node"));
    EXPECT_GT(score("paus", "Pause"), score("paus", "Put all up, stop"));
}

TEST(FuzzyMatch, PrefersTheWholeWord)
{
    EXPECT_GT(score("run", "Run"), score("run", "Running"));
    EXPECT_GT(score("worker 1", "Worker 1"), score("worker 1", "Worker 10"));
}

TEST(FuzzyMatch, PrefersTheWholeText)
{
    EXPECT_GT(score("find", "Find…"), score("find", "Find next"));
    EXPECT_GT(score("run", "Run"), score("run", "Run again"));
}

TEST(FuzzyMatch, TakesTheBetterOfTwoPlaces)
{
    EXPECT_EQ(marked("test", "te stored tested"), "te stored [test]ed");
    EXPECT_EQ(marked("fit", "profit fit"), "profit [fit]");
}

TEST(FuzzyMatch, FitsChinese)
{
    EXPECT_EQ(marked("停止", "停止运行"), "[停止]运行");
    EXPECT_EQ(marked("运行", "停止运行"), "停止[运行]");
    EXPECT_EQ(marked("停运", "停止运行"), "[停]止[运]行");
    EXPECT_EQ(marked("行", "停止运行"), "停止运[行]");
    EXPECT_FALSE(fits("运停", "停止运行"));
    EXPECT_EQ(marked("zmq 节点", "ZMQ节点"), "[ZMQ节点]");
    EXPECT_EQ(marked("サー", "サーバー"), "[サー]バー");
    EXPECT_EQ(marked("서버", "서버 노드"), "[서버] 노드");
    EXPECT_FALSE(fits("소", "서버"));
}

TEST(FuzzyMatch, TakesNoNoticeOfAccentsAndCase)
{
    EXPECT_EQ(marked("uber", "Über den Zaun"), "[Über] den Zaun");
    EXPECT_EQ(marked("CAFÉ", "cafe"), "[cafe]");
    EXPECT_EQ(marked("čas", "ČAS"), "[ČAS]");
    // The accent may be a character of its own.
    EXPECT_EQ(marked("cafe x", "cafe\xCC\x81 x"), "[cafe\xCC\x81] [x]");
    EXPECT_EQ(marked("поток", "ПОТОК 1"), "[ПОТОК] 1");
}

TEST(FuzzyMatch, KeepsSurrogatesWhole)
{
    EXPECT_EQ(marked("fit", "😀 fit"), "😀 [fit]");
    EXPECT_EQ(marked("😀", "a😀b"), "a[😀]b");
}

TEST(FuzzyMatch, FitsSigns)
{
    EXPECT_EQ(marked("tcp://127", "tcp://127.0.0.1"), "[tcp://127].0.0.1");
    EXPECT_EQ(marked("->", "a -> b"), "a [->] b");
}

TEST(FuzzyMatch, StandsVeryLongPatternsAndTexts)
{
    const QString much(100'000, QLatin1Char('a'));
    EXPECT_FALSE(fuzzyMatch(much, much));
    EXPECT_TRUE(fuzzyMatch(QStringLiteral("aaaa"), much));
}

TEST(FuzzyMatch, CountsATitleMoreThanWhatStandsBehindIt)
{
    const QString words = QStringLiteral("zoom");
    const auto title = fuzzyMatch(words, QStringLiteral("Zoom in"), QStringLiteral("View"));
    const auto more = fuzzyMatch(words, QStringLiteral("To fit"), QStringLiteral("Zoom"));
    ASSERT_TRUE(title && more);
    EXPECT_GT(title->score, more->score);
    EXPECT_EQ(title->title, (std::vector<TextRun>{{0, 4}}));
    EXPECT_TRUE(title->more.empty());
    EXPECT_TRUE(more->title.empty());
    EXPECT_EQ(more->more, (std::vector<TextRun>{{0, 4}}));
    const auto both =
        fuzzyMatch(QStringLiteral("view in"), QStringLiteral("Zoom in"), QStringLiteral("View"));
    ASSERT_TRUE(both);
    EXPECT_EQ(both->title, (std::vector<TextRun>{{5, 2}}));
    EXPECT_EQ(both->more, (std::vector<TextRun>{{0, 4}}));
    EXPECT_FALSE(
        fuzzyMatch(QStringLiteral("edit"), QStringLiteral("Zoom in"), QStringLiteral("View")));
}

TEST(TextRuns, AreCutToAPieceAndCountedFromIt)
{
    const std::vector<TextRun> runs{{0, 3}, {5, 4}, {12, 2}};
    EXPECT_EQ(runsWithin(runs, 0, 6), (std::vector<TextRun>{{0, 3}, {5, 1}}));
    EXPECT_EQ(runsWithin(runs, 6, 8), (std::vector<TextRun>{{0, 3}, {6, 2}}));
    EXPECT_TRUE(runsWithin(runs, 20, 5).empty());
}

} // namespace
} // namespace topomq::ui
