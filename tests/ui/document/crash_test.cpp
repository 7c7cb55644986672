// A program that is killed at any moment leaves a whole file and the work of its last seconds.
#include "tests/ui/document/sample.h"
#include "ui/document/autosave.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTimer>

#include <gtest/gtest.h>

#include <algorithm>
#include <fcntl.h>
#include <optional>
#include <random>
#include <unistd.h>
#include <vector>

using namespace topomq;
using namespace topomq::test;
using ui::Autosave;
using ui::LeftWork;
using ui::RecoveryStore;
using ui::TopologyDocument;

namespace {

constexpr int kFewMoments = 20;
constexpr int kAllMoments = 200;
constexpr qint64 kMayBeLost = 15'000;

/// Step number n has n % 40 nodes beside the two of the pipeline, each of which names it: a mix of
/// two versions would be seen.
model::Topology stateOf(qint64 step)
{
    model::Topology topology = pipeline();
    topology.description = std::to_string(step);
    for (qint64 i = 0; i < step % 40; ++i) {
        model::Node node = model::makeNode(topology, model::Role::Sink, {0, 0});
        node.name = std::to_string(step);
        topology.nodes.push_back(node);
    }
    return topology;
}

std::optional<qint64> stepOf(const model::Topology& topology)
{
    const qint64 step = QString::fromStdString(topology.description).toLongLong();
    return topology == stateOf(step) ? std::optional(step) : std::nullopt;
}

QString fileIn(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("work.topomq"));
}

RecoveryStore storeIn(const QString& folder)
{
    return RecoveryStore(QDir(folder).filePath(QStringLiteral("recovery")));
}

/// What the child says before each step, and after it has saved: the step and the time. Written at
/// once, so that it is there whenever the child dies.
class Diary
{
public:
    explicit Diary(const QString& folder)
        : m_descriptor(
            ::open(QFile::encodeName(QDir(folder).filePath(QStringLiteral("diary"))).constData(),
                   O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                   0600))
    { }

    Diary(const Diary&) = delete;
    Diary& operator=(const Diary&) = delete;

    ~Diary() { ::close(m_descriptor); }

    void note(qint64 step, const QByteArray& what = {}) const
    {
        const QByteArray line = QByteArray::number(step) + ' '
            + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + what + '\n';
        EXPECT_EQ(::write(m_descriptor, line.constData(), static_cast<std::size_t>(line.size())),
                  line.size());
    }

private:
    int m_descriptor;
};

struct Entry
{
    qint64 step = 0;
    qint64 time = 0;
    bool isSaved = false;
};

std::vector<Entry> diaryIn(const QString& folder)
{
    std::vector<Entry> entries;
    QFile file(QDir(folder).filePath(QStringLiteral("diary")));
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() >= 2)
            entries.push_back({words[0].toLongLong(), words[1].toLongLong(), words.size() > 2});
    }
    return entries;
}

/// Starts the child and kills it at a random moment after its first step.
void killOnce(const QString& folder, std::mt19937& random)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TOPOMQ_CRASH_FOLDER"), folder);
    environment.insert(QStringLiteral("TOPOMQ_CRASH_SEED"), QString::number(random()));
    QProcess child;
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--gtest_also_run_disabled_tests"),
                 QStringLiteral("--gtest_filter=CrashChild.DISABLED_EditsAndSavesForEver")});
    ASSERT_TRUE(child.waitForStarted());
    const std::size_t before = diaryIn(folder).size();
    while (diaryIn(folder).size() == before) {
        ASSERT_FALSE(child.waitForFinished(1)) << "the child ended by itself";
    }
    EXPECT_FALSE(child.waitForFinished(static_cast<int>(random() % 300)));
    child.kill();
    ASSERT_TRUE(child.waitForFinished(-1));
}

/// Looks at what is left; returns the newest step that is not lost.
std::optional<qint64> newestIn(const QString& folder)
{
    std::optional<qint64> newest;
    if (QFile::exists(fileIn(folder))) {
        const ui::OpenResult file = ui::openTopologyFile(fileIn(folder));
        EXPECT_TRUE(file.isOpen()) << file.problem.toStdString();
        newest = stepOf(file.topology);
        EXPECT_TRUE(newest) << "the file is a mix of versions";
    }
    for (const LeftWork& left : storeIn(folder).leftWork()) {
        EXPECT_EQ(left.problem, QString());
        const std::optional<qint64> step = stepOf(left.work.topology);
        EXPECT_TRUE(step) << "what is offered is a mix of versions";
        // Nothing older than the file is offered over it.
        EXPECT_GT(step, newest);
        newest = std::max(newest, step);
    }
    return newest;
}

} // namespace

// Not a test of its own: the program that CrashTest starts and kills.
TEST(CrashChild, DISABLED_EditsAndSavesForEver)
{
    const QString folder = qEnvironmentVariable("TOPOMQ_CRASH_FOLDER");
    if (folder.isEmpty())
        GTEST_SKIP() << "only as the child of CrashTest";
    std::mt19937 random(qEnvironmentVariable("TOPOMQ_CRASH_SEED").toUInt());
    const Diary diary(folder);
    TopologyDocument document;
    Autosave autosave(document, storeIn(folder), std::chrono::milliseconds(random() % 40));
    ui::OpenResult file = ui::openTopologyFile(fileIn(folder));
    document.reset(file.topology, fileIn(folder), file.digest);
    // As the window does it: what was left is taken up where it is.
    for (const LeftWork& left : storeIn(folder).leftWork()) {
        autosave.adopt(left.slot);
        document.push(
            QStringLiteral("Recover"),
            model::ReplaceAll{std::make_shared<const model::Topology>(left.work.topology)});
    }
    qint64 step = QString::fromStdString(document.topology().description).toLongLong();
    for (const Entry& entry : diaryIn(folder))
        step = std::max(step, entry.step);
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        diary.note(++step);
        document.push(QStringLiteral("Step"),
                      model::ReplaceAll{std::make_shared<const model::Topology>(stateOf(step))});
        if (random() % 8 != 0)
            return;
        EXPECT_EQ(document.saveTo(fileIn(folder)), QString());
        diary.note(step, " saved");
    });
    timer.start(1);
    // A child whose parent has died does not stay for ever.
    constexpr int kLongest = 60'000;
    QTimer::singleShot(kLongest, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
}

// All 200 moments take some minutes: TOPOMQ_CRASH_MOMENTS=200.
TEST(CrashTest, KilledAtAnyMomentItLosesNoMoreThanTheLastSeconds)
{
    const int asked = qEnvironmentVariableIntValue("TOPOMQ_CRASH_MOMENTS");
    const int moments = asked > 0 ? std::min(asked, kAllMoments) : kFewMoments;
    const quint32 seed = qEnvironmentVariableIsSet("TOPOMQ_CRASH_SEED")
        ? qEnvironmentVariable("TOPOMQ_CRASH_SEED").toUInt()
        : QRandomGenerator::global()->generate();
    std::cout << moments << " moments, TOPOMQ_CRASH_SEED=" << seed << std::endl;
    std::mt19937 random(seed);
    const QTemporaryDir folder;
    int recovered = 0;
    qint64 kept = 0;
    qint64 judged = 0;
    for (int i = 0; i < moments && !testing::Test::HasFailure(); ++i) {
        SCOPED_TRACE("moment " + std::to_string(i));
        killOnce(folder.path(), random);
        if (testing::Test::HasFatalFailure())
            return;
        const qint64 died = QDateTime::currentMSecsSinceEpoch();
        const qint64 newest = newestIn(folder.path()).value_or(0);
        const std::vector<Entry> diary = diaryIn(folder.path());
        ASSERT_FALSE(diary.empty());
        // What is kept never goes back.
        EXPECT_GE(newest, kept);
        EXPECT_LE(newest, diary.back().step);
        recovered += newest > 0 ? 1 : 0;
        for (const Entry& entry : diary) {
            // Its loss was looked at when its own child died.
            if (entry.step <= judged)
                continue;
            const bool mayBeLost = !entry.isSaved && entry.time > died - kMayBeLost;
            EXPECT_TRUE(entry.step <= newest || mayBeLost)
                << "step " << entry.step << " is lost, done " << died - entry.time << " ms ago";
        }
        kept = newest;
        judged = diary.back().step;
    }
    EXPECT_GT(recovered, 0);
}
