// Help, versions and mistakes in the call.

#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A mistake is told in one line on standard error, nothing is on standard output, exit code 2.
void expectMistake(const std::vector<std::string>& arguments, const std::string& about)
{
    const ProgramResult result = call(arguments);
    EXPECT_EQ(result.status, 2) << result.errors;
    EXPECT_THAT(result.output, IsEmpty());
    EXPECT_THAT(result.errors, HasSubstr(about));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
}

std::string example()
{
    return std::string(TOPOMQ_EXAMPLES) + "/pipeline.topomq";
}

TEST(Help, NamesEveryCall)
{
    const ProgramResult result = call({"--help"});
    EXPECT_EQ(result.status, 0);
    for (const char* name : {"check", "run", "examples", "render", "--version"})
        EXPECT_THAT(result.output, HasSubstr(name));
}

TEST(Help, IsThereForEachCall)
{
    for (const char* name : {"check", "run", "examples", "render"}) {
        const ProgramResult result = call({name, "--help"});
        EXPECT_EQ(result.status, 0) << name;
        EXPECT_THAT(result.output, HasSubstr(std::string("topomq ") + name));
    }
}

TEST(Help, CanBeAskedForInAWord)
{
    EXPECT_EQ(call({"help"}).output, call({"--help"}).output);
    for (const char* name : {"check", "run", "examples", "render"}) {
        const ProgramResult result = call({"help", name});
        EXPECT_EQ(result.status, 0) << name;
        EXPECT_EQ(result.output, call({name, "--help"}).output) << name;
    }
    expectMistake({"help", "paint"}, "no call \"paint\"");
}

TEST(Help, OfRunNamesEveryOption)
{
    const ProgramResult result = call({"run", "--help"});
    for (const char* option :
         {"--for", "--drain", "--speed", "--json", "--set", "--allow-network", "130"})
        EXPECT_THAT(result.output, HasSubstr(option));
}

TEST(Version, NamesTheProgramAndItsLibraries)
{
    const ProgramResult result = call({"--version"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output, HasSubstr("topomq " TOPOMQ_VERSION));
    EXPECT_THAT(result.output, HasSubstr("libzmq 4."));
    EXPECT_THAT(result.output, HasSubstr("Qt 6."));
}

TEST(Mistake, IsAnUnknownOption)
{
    expectMistake({"check", "--bogus", "x.topomq"}, "--bogus");
}

TEST(Mistake, IsACallWithoutAFile)
{
    expectMistake({"check"}, "FILE");
    expectMistake({"run"}, "FILE");
    expectMistake({"render", "--out", "x.svg"}, "FILE");
}

TEST(Mistake, IsAWordTooMany)
{
    expectMistake({"check", "a", "b"}, "b");
    expectMistake({example(), "b"}, "b");
}

TEST(Mistake, IsAFileBeforeTheCall)
{
    expectMistake({"nosuch.topomq", "check", example()}, "\"nosuch.topomq\" stands before");
    expectMistake({example(), "run", example(), "--for", "100ms"}, "before the call \"run\"");
    expectMistake({"pipeline", "examples"}, "before the call \"examples\"");
}

TEST(Mistake, IsACallThatIsMisspelt)
{
    expectMistake({"chek", example()}, "no call \"chek\"; did you mean \"check\"?");
    expectMistake({"Run", example(), "--for", "1s"}, "no call \"Run\"; did you mean \"run\"?");
    expectMistake({"paint", example()}, "no call \"paint\"");
}

TEST(Mistake, IsADurationWithoutItsUnit)
{
    for (const char* duration : {"5", "5x", "-1s", "1e3s", "s", "nans", "99999999999h"})
        expectMistake({"run", example(), std::string("--for=") + duration}, "duration");
}

TEST(Mistake, IsASpeedThatIsNone)
{
    for (const char* speed : {"0", "-1", "fast", "nan", "1e9"})
        expectMistake({"run", example(), std::string("--speed=") + speed}, "--speed");
}

TEST(Mistake, IsAnUnknownNodeSettingOrValue)
{
    expectMistake({"run", example(), "--set", "nobody.rate=1"}, "no node with the id nobody");
    expectMistake({"run", example(), "--set", "ventilator.speed=1"}, "no setting speed");
    expectMistake({"run", example(), "--set", "ventilator.rate=-1"}, "rate must be");
    expectMistake({"run", example(), "--set", "ventilator.rate=fast"}, "rate must be");
    expectMistake({"run", example(), "--set", "#rate=5"}, "no parameter rate");
    expectMistake({"run", example(), "--set", "#rate"}, "#PARAMETER=VALUE");
    expectMistake({"run", example(), "--set", "ventilator.rate=#load"}, "no such parameter");
    expectMistake({"run", example(), "--set", "ventilator"}, "NODE.SETTING=VALUE");
}

TEST(Mistake, IsAReportThatCannotBeWritten)
{
    expectMistake({"run", example(), "--for", "1s", "--json", "/no/such/folder/r.json"},
                  "/no/such/folder/r.json");
}

TEST(Mistake, IsAReportWithoutAName)
{
    expectMistake({"run", example(), "--for", "100ms", "--json", ""}, "--json");
}

/// A script must not take a file for whole that the disk had no room for.
TEST(Mistake, IsAnOutputThatTakesNothing)
{
    const std::vector<std::vector<std::string>> calls{
        {"check", example(), "--json"},
        {"check", example()},
        {"examples"},
        {"examples", "pipeline"},
        {"--help"},
        {"--version"},
        {"run", example(), "--for", "100ms", "--drain", "0s"}};
    for (const std::vector<std::string>& words : calls) {
        std::vector<std::string> arguments{"-c", R"(exec "$0" "$@" > /dev/full)", TOPOMQ_PROGRAM};
        arguments.insert(arguments.end(), words.begin(), words.end());
        Program program(arguments, {}, Program::Output::Pipe, "/bin/sh");
        const ProgramResult result = program.finish();
        EXPECT_EQ(result.status, 2) << words.front();
        EXPECT_THAT(result.errors, HasSubstr("of the output could be written")) << words.front();
    }
}

TEST(Mistake, IsAnUnknownExample)
{
    expectMistake({"examples", "nothing-like-it"}, "nothing-like-it");
}

TEST(Mistake, IsAPictureOfAnUnknownKind)
{
    expectMistake({"render", example(), "--out", "picture.bmp"}, ".svg, .png or .pdf");
}

TEST(Mistake, IsAFileThatIsNotThere)
{
    for (const char* name : {"check", "run"})
        expectMistake({name, "/no/such/file.topomq"}, "No such file");
    expectMistake({"/no/such/file.topomq"}, "No such file");
}

TEST(Window, SaysThatThereIsNoDisplayAndWhatToDo)
{
    expectMistake({}, "no display");
    expectMistake({example()}, "topomq run");
}

TEST(Window, TakesSeveralFilesIfAllOfThemAreThere)
{
    const std::string other = std::string(TOPOMQ_EXAMPLES) + "/pub-sub.topomq";
    expectMistake({example(), other}, "no display");
    expectMistake({example(), other, "/no/such/file.topomq"}, "not expected: /no/such/file.topomq");
}

TEST(Examples, AreListedALineEachWithADescription)
{
    const ProgramResult result = call({"examples"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output, HasSubstr("pipeline  "));
    EXPECT_GE(std::count(result.output.begin(), result.output.end(), '\n'), 10);
}

TEST(Examples, ArePrintedByteForByte)
{
    const ProgramResult result = call({"examples", "pipeline"});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.output, readWhole(example()));
}

TEST(Examples, CanBeCheckedThroughAPipe)
{
    const ProgramResult printed = call({"examples", "pub-sub"});
    EXPECT_EQ(call({"check", "-"}, printed.output).status, 0);
}

TEST(Render, DrawsWithoutADisplay)
{
    const TemporaryFolder folder;
    const std::pair<const char*, const char*> kinds[] = {
        {"a.svg", "<?xml"}, {"a.png", "\x89PNG"}, {"a.pdf", "%PDF"}};
    for (const auto& [name, start] : kinds) {
        const ProgramResult result = call({"render", example(), "--out", folder.path(name)});
        EXPECT_EQ(result.status, 0) << result.errors;
        EXPECT_THAT(readWhole(folder.path(name)), testing::StartsWith(start));
    }
}

TEST(Render, MarksOnlyWhatTheCheckFindsOnThisMachine)
{
    const std::string file = std::string(TOPOMQ_EXAMPLES) + "/multicast-beside-unicast.topomq";
    if (const ProgramResult checked = call({"check", file}); checked.status != 0)
        GTEST_SKIP() << "no multicast on this machine: " << checked.output;
    const TemporaryFolder folder;
    EXPECT_EQ(call({"render", file, "--out", folder.path("a.svg")}).status, 0);
    EXPECT_THAT(readWhole(folder.path("a.svg")), Not(HasSubstr(">!</text>")));
}

TEST(Render, NeverReplacesTheTopologyByItsPicture)
{
    const TemporaryFolder folder;
    const std::string text = readWhole(example());
    const std::string file = folder.write("a.svg", text);
    expectMistake({"render", file, "--out", file}, "the topology itself");
    EXPECT_EQ(readWhole(file), text);
}

TEST(Render, SaysWhenItCannotWrite)
{
    const ProgramResult result = call({"render", example(), "--out", "/no/such/folder/a.png"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("/no/such/folder/a.png"));
    EXPECT_THAT(result.errors, Not(testing::ContainsRegex("a\\.png.*a\\.png")));
}

} // namespace
} // namespace topomq::test
