#include "tests/ui/document/sample.h"
#include "ui/document/autosave.h"
#include "ui/document/topology_document.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <sys/stat.h>

using namespace topomq;
using namespace topomq::test;
using namespace std::chrono_literals;
using ui::Autosave;
using ui::LeftWork;
using ui::RecoveryStore;
using ui::TopologyDocument;

namespace {

/// The program was started in that folder.
class StartedIn
{
public:
    explicit StartedIn(const QString& folder) { EXPECT_TRUE(QDir::setCurrent(folder)); }

    StartedIn(const StartedIn&) = delete;
    StartedIn& operator=(const StartedIn&) = delete;

    ~StartedIn() { EXPECT_TRUE(QDir::setCurrent(m_before)); }

private:
    QString m_before = QDir::currentPath();
};

class AutosaveTest : public testing::Test
{
protected:
    [[nodiscard]] RecoveryStore store() const
    {
        return RecoveryStore(m_folder.filePath(QStringLiteral("recovery")));
    }

    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("a.topomq")); }

    [[nodiscard]] QStringList kept() const
    {
        return QDir(store().folder()).entryList({QStringLiteral("*.recovery")}, QDir::Files);
    }

    /// A file of that name in a folder of its own, which is returned.
    [[nodiscard]] QString folderWithFile(const QString& folder, const QString& name) const
    {
        const QString path = m_folder.filePath(folder);
        EXPECT_TRUE(QDir().mkpath(path));
        TopologyDocument document;
        document.reset(pipeline(), {});
        EXPECT_EQ(document.saveTo(QDir(path).filePath(name)), QString());
        return path;
    }

    static void rename(TopologyDocument& document, const std::string& name)
    {
        document.push(QStringLiteral("Rename"), renamed(document.topology(), "sink", name));
    }

    QTemporaryDir m_folder;
};

} // namespace

TEST_F(AutosaveTest, WritesWellWithinTheWorkThatMayBeLost)
{
    EXPECT_LE(Autosave::kDelay, 5s);
    TopologyDocument document;
    Autosave autosave(document, store(), 1ms);
    QSignalSpy written(&autosave, &Autosave::written);
    document.reset(pipeline(), {});
    EXPECT_TRUE(kept().isEmpty());
    rename(document, "Desk");
    ASSERT_TRUE(written.wait(30'000));
    ASSERT_EQ(kept().size(), 1);
    EXPECT_EQ(kept().front(), QStringLiteral("untitled.recovery"));

    struct stat status
    { };

    ASSERT_EQ(::stat(QFile::encodeName(QDir(store().folder()).filePath(kept().front())).constData(),
                     &status),
              0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat(QFile::encodeName(store().folder()).constData(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST_F(AutosaveTest, DoesNotLetSteadyTypingPutItOff)
{
    TopologyDocument document;
    Autosave autosave(document, store(), 50ms);
    QSignalSpy written(&autosave, &Autosave::written);
    document.reset(pipeline(), {});
    QTimer typing;
    int typed = 0;
    QObject::connect(&typing, &QTimer::timeout, &typing,
                     [&document, &typed] { rename(document, std::to_string(++typed)); });
    typing.start(1);
    EXPECT_TRUE(written.wait(30'000));
}

TEST_F(AutosaveTest, OffersWhatAProgramLeftThatIsGone)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    ASSERT_EQ(document.saveTo(file()), QString());
    {
        Autosave autosave(document, store());
        rename(document, "Desk");
        autosave.flush();
        // It is in use.
        EXPECT_TRUE(store().leftWork().empty());
    }
    const std::vector<LeftWork> left = store().leftWork();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].work.path, file());
    EXPECT_EQ(left[0].work.topology, document.topology());
    EXPECT_EQ(left[0].work.fileDigest, document.fileDigest());
    EXPECT_EQ(left[0].differences, 1U);
    EXPECT_EQ(left[0].title(), QStringLiteral("a.topomq"));
    EXPECT_TRUE(left[0].work.time.isValid());
    // While it is offered here, nobody else offers it.
    EXPECT_TRUE(store().leftWork().empty());
}

TEST_F(AutosaveTest, WorkBelongsToItsFileInWhateverFolderTheNextProgramStarts)
{
    const QString name = QStringLiteral("x.topomq");
    const QString own = folderWithFile(QStringLiteral("own"), name);
    const QString other = folderWithFile(QStringLiteral("other"), name);
    {
        const StartedIn folder(own);
        TopologyDocument document;
        document.reset(pipeline(), name, "digest");
        EXPECT_EQ(document.filePath(), QDir(own).filePath(name));
        Autosave autosave(document, store());
        rename(document, "Desk");
        autosave.flush();
    }
    const StartedIn folder(other);
    const std::vector<LeftWork> left = store().leftWork();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].work.path, QDir(own).filePath(name));
}

TEST_F(AutosaveTest, ADraftThatDoesNotSayFromWhichFolderHasNoFile)
{
    const QString name = QStringLiteral("x.topomq");
    const QString own = folderWithFile(QStringLiteral("own"), name);
    TopologyDocument document;
    document.reset(pipeline(), QDir(own).filePath(name), "digest");
    {
        Autosave autosave(document, store());
        rename(document, "Desk");
        autosave.flush();
    }
    QFile draft(QDir(store().folder()).filePath(kept().value(0)));
    ASSERT_TRUE(draft.open(QIODevice::ReadOnly));
    const QByteArray text = draft.readAll().replace((own + QLatin1Char('/')).toUtf8(), "");
    draft.close();
    ASSERT_TRUE(draft.open(QIODevice::WriteOnly));
    draft.write(text);
    draft.close();
    const StartedIn folder(own);
    const std::vector<LeftWork> left = store().leftWork();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].work.path, QString());
    EXPECT_TRUE(left[0].work.fileDigest.isEmpty());
    EXPECT_EQ(left[0].work.topology, document.topology());
}

TEST_F(AutosaveTest, LeavesAloneWhatIsToBeDecidedLater)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    for (const char* name : {"first", "second"}) {
        Autosave autosave(document, store());
        rename(document, name);
        autosave.flush();
    }
    const std::vector<LeftWork> left = store().leftWork();
    ASSERT_EQ(left.size(), 2U);
    EXPECT_EQ(left[0].work.topology.nodes[1].name, "second");
    EXPECT_EQ(left[1].work.topology.nodes[1].name, "first");
}

TEST_F(AutosaveTest, ClearsAwayWhatIsSavedUndoneOrDiscarded)
{
    TopologyDocument document;
    Autosave autosave(document, store());
    document.reset(pipeline(), {});
    const auto work = [&] {
        rename(document, "Desk");
        autosave.flush();
        ASSERT_EQ(kept().size(), 1);
    };
    work();
    document.undoStack()->undo();
    EXPECT_TRUE(kept().isEmpty());
    work();
    ASSERT_EQ(document.saveTo(file()), QString());
    EXPECT_TRUE(kept().isEmpty());
    work();
    autosave.discard();
    EXPECT_TRUE(kept().isEmpty());
    work();
    document.reset({}, {});
    EXPECT_TRUE(kept().isEmpty());
}

TEST_F(AutosaveTest, KeepsWhatHasNoFileAnyMoreUntilItHasOneAgain)
{
    TopologyDocument document;
    Autosave autosave(document, store(), 1ms);
    QSignalSpy written(&autosave, &Autosave::written);
    document.reset(pipeline(), {});
    ASSERT_EQ(document.saveTo(file()), QString());
    const QString elsewhere = file() + QStringLiteral(".moved");
    ASSERT_TRUE(QFile::rename(file(), elsewhere));
    EXPECT_EQ(document.lookAtFile(), ui::FileState::Gone);
    ASSERT_TRUE(written.wait(30'000));
    EXPECT_EQ(kept().size(), 1);
    QFile other(file());
    ASSERT_TRUE(other.open(QIODevice::WriteOnly));
    other.write("other");
    other.close();
    EXPECT_EQ(document.lookAtFile(), ui::FileState::Changed);
    EXPECT_EQ(kept().size(), 1);
    ASSERT_TRUE(other.remove());
    ASSERT_TRUE(QFile::rename(elsewhere, file()));
    EXPECT_EQ(document.lookAtFile(), ui::FileState::Same);
    EXPECT_TRUE(kept().isEmpty());
}

TEST_F(AutosaveTest, KeepsTheWorkWhenSavingFails)
{
    TopologyDocument document;
    Autosave autosave(document, store());
    document.reset(pipeline(), {});
    rename(document, "Desk");
    autosave.flush();
    EXPECT_NE(document.saveTo(m_folder.filePath(QStringLiteral("none/a.topomq"))), QString());
    EXPECT_EQ(kept().size(), 1);
    EXPECT_TRUE(document.isModified());
}

TEST_F(AutosaveTest, OffersNothingThatTheFileHoldsAlready)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    rename(document, "Desk");
    std::shared_ptr<ui::RecoverySlot> slot = store().take(file());
    ASSERT_NE(slot, nullptr);
    ASSERT_EQ(slot->write({document.topology(), file(), {}, QDateTime::currentDateTimeUtc()}),
              QString());
    ASSERT_EQ(document.saveTo(file()), QString());
    const QString left = slot->file();
    EXPECT_TRUE(QFileInfo::exists(left));
    // As if this program had died here.
    slot.reset();
    EXPECT_TRUE(store().leftWork().empty());
    EXPECT_FALSE(QFileInfo::exists(left));
}

TEST_F(AutosaveTest, ShowsWhatCannotBeReadInsteadOfRemovingIt)
{
    QDir().mkpath(store().folder());
    QFile broken(QDir(store().folder()).filePath(QStringLiteral("untitled.recovery")));
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("{ half");
    broken.close();
    const std::vector<LeftWork> left = store().leftWork();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_FALSE(left[0].problem.isEmpty());
    EXPECT_TRUE(broken.exists());
}

TEST_F(AutosaveTest, GoesOnInThePlaceOfWhatWasRecovered)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    {
        Autosave autosave(document, store());
        rename(document, "Desk");
        autosave.flush();
    }
    std::vector<LeftWork> left = store().leftWork();
    ASSERT_EQ(left.size(), 1U);
    TopologyDocument next;
    Autosave autosave(next, store());
    next.reset({}, {});
    autosave.adopt(left[0].slot);
    left.clear();
    next.push(QStringLiteral("Recover"),
              model::ReplaceAll{std::make_shared<const model::Topology>(document.topology())});
    autosave.flush();
    EXPECT_EQ(kept().size(), 1);
    ASSERT_EQ(next.saveTo(file()), QString());
    EXPECT_TRUE(kept().isEmpty());
}

TEST_F(AutosaveTest, TriesAgainUntilItsFolderCanBeUsed)
{
    QFile inTheWay(store().folder());
    ASSERT_TRUE(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    TopologyDocument document;
    Autosave autosave(document, store(), 1ms);
    QSignalSpy failed(&autosave, &Autosave::failed);
    QSignalSpy written(&autosave, &Autosave::written);
    document.reset(pipeline(), {});
    rename(document, "Desk");
    ASSERT_TRUE(failed.wait(30'000));
    ASSERT_TRUE(inTheWay.remove());
    ASSERT_TRUE(written.wait(30'000));
    EXPECT_EQ(kept().size(), 1);
    EXPECT_EQ(failed.size(), 1);
}

TEST_F(AutosaveTest, TriesAgainUntilWhatIsNewCanBeWritten)
{
    TopologyDocument document;
    Autosave autosave(document, store(), 1ms);
    QSignalSpy failed(&autosave, &Autosave::failed);
    QSignalSpy written(&autosave, &Autosave::written);
    document.reset(pipeline(), {});
    rename(document, "Desk");
    ASSERT_TRUE(written.wait(30'000));
    const QString elsewhere = store().folder() + QStringLiteral(".moved");
    ASSERT_TRUE(QDir().rename(store().folder(), elsewhere));
    QFile inTheWay(store().folder());
    ASSERT_TRUE(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    rename(document, "Counter");
    ASSERT_TRUE(failed.wait(30'000));
    ASSERT_TRUE(inTheWay.remove());
    ASSERT_TRUE(QDir().rename(elsewhere, store().folder()));
    ASSERT_TRUE(written.wait(30'000));
    QFile draft(QDir(store().folder()).filePath(kept().value(0)));
    ASSERT_TRUE(draft.open(QIODevice::ReadOnly));
    EXPECT_TRUE(draft.readAll().contains("Counter"));
}

TEST_F(AutosaveTest, SaysOnceWhenNothingCanBeWritten)
{
    QFile inTheWay(store().folder());
    ASSERT_TRUE(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    TopologyDocument document;
    Autosave autosave(document, store());
    QSignalSpy failed(&autosave, &Autosave::failed);
    document.reset(pipeline(), {});
    rename(document, "Desk");
    autosave.flush();
    rename(document, "Counter");
    autosave.flush();
    EXPECT_EQ(failed.size(), 1);
}
