#include "engine/io/topology_file.h"
#include "tests/ui/document/sample.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/document/recent_files.h"
#include "ui/document/topology_document.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <utility>

using namespace topomq;
using namespace topomq::test;
using ui::TopologyDocument;

namespace {

// Lets every write beyond so many bytes fail, as a full disk does, even for the superuser.
class SmallFilesOnly
{
public:
    explicit SmallFilesOnly(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }

    SmallFilesOnly(const SmallFilesOnly&) = delete;
    SmallFilesOnly& operator=(const SmallFilesOnly&) = delete;

    ~SmallFilesOnly()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

class DocumentFiles : public testing::Test
{
protected:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& text) const
    {
        QFile file(path(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    [[nodiscard]] QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

} // namespace

TEST_F(DocumentFiles, OpenAsTheyWereSaved)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    ASSERT_EQ(document.saveTo(path(QStringLiteral("a.topomq"))), QString());
    const ui::OpenResult opened = ui::openTopologyFile(path(QStringLiteral("a.topomq")));
    EXPECT_EQ(opened.problem, QString());
    EXPECT_EQ(opened.topology, pipeline());
}

TEST_F(DocumentFiles, OpenAgainWhateverWasWrittenAndDrawn)
{
    const std::string hostile = "a\x1B\f\n" + std::string(30'000, 'x');
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.push(QStringLiteral("Rename"), renamed(document.topology(), "sink", hostile));
    document.push(QStringLiteral("Describe"), model::SetHeader{hostile, hostile, {}});
    document.push(QStringLiteral("Move"),
                  model::MoveNodes{{{model::NodeId("sink"), model::Point{1e9, -1e9}}}});
    document.push(
        QStringLiteral("Note"),
        model::put(model::Note{.id = model::NoteId("n"), .text = hostile, .size = {20'000, 120}}));
    document.pushToRoot(QStringLiteral("Group"),
                        model::put(model::Group{.id = model::GroupId("g"),
                                                .title = hostile,
                                                .members = {model::NodeId("sink")}}));
    ASSERT_EQ(document.saveTo(path(QStringLiteral("a.topomq"))), QString());
    const ui::OpenResult opened = ui::openTopologyFile(path(QStringLiteral("a.topomq")));
    EXPECT_EQ(opened.problem, QString());
    EXPECT_EQ(opened.topology, document.root());
    EXPECT_EQ(document.root().find(model::NodeId("sink"))->name.substr(0, 3), "a x");
    document.undoStack()->setIndex(0);
    EXPECT_EQ(document.root(), pipeline());
}

TEST_F(DocumentFiles, AreCleanAndNamedOnceSaved)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.push(QStringLiteral("Rename"), renamed(document.topology(), "sink", "Collector"));
    ASSERT_EQ(document.saveTo(path(QStringLiteral("a.topomq"))), QString());
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(document.filePath(), path(QStringLiteral("a.topomq")));
    document.undoStack()->undo();
    EXPECT_TRUE(document.isModified());
}

TEST_F(DocumentFiles, MayHaveNamesOfAnyLanguage)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    const QString name = path(QStringLiteral("流水线 é.topomq"));
    ASSERT_EQ(document.saveTo(name), QString());
    EXPECT_TRUE(ui::openTopologyFile(name).isOpen());
}

TEST_F(DocumentFiles, KeepTheOldTextWhenWritingFailsMidway)
{
    write(QStringLiteral("a.topomq"), "old");
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.push(QStringLiteral("Rename"), renamed(document.topology(), "sink", "Collector"));
    const SmallFilesOnly limit(100);
    const QString problem = document.saveTo(path(QStringLiteral("a.topomq")));
    EXPECT_TRUE(problem.contains(QStringLiteral("a.topomq"))) << problem.toStdString();
    EXPECT_EQ(read(QStringLiteral("a.topomq")), QByteArray("old"));
    EXPECT_TRUE(document.isModified());
}

TEST_F(DocumentFiles, KeepTheOldTextWhenTheNewOneCouldNotBeOpenedAgain)
{
    write(QStringLiteral("a.topomq"), "old");
    model::Topology topology = pipeline();
    for (std::size_t number = 0; number < io::kMostNotes; ++number)
        topology.notes.push_back({.id = model::NoteId("note" + std::to_string(number))});
    TopologyDocument document;
    document.reset(std::move(topology), {});
    document.push(QStringLiteral("Note"), model::put(model::Note{.id = model::NoteId("one-more")}));
    const QString problem = document.saveTo(path(QStringLiteral("a.topomq")));
    EXPECT_TRUE(problem.contains(QStringLiteral("a.topomq"))) << problem.toStdString();
    EXPECT_TRUE(problem.contains(QStringLiteral("more than 20000 notes"))) << problem.toStdString();
    EXPECT_EQ(read(QStringLiteral("a.topomq")), QByteArray("old"));
    EXPECT_TRUE(document.isModified());
    document.undoStack()->undo();
    EXPECT_EQ(document.saveTo(path(QStringLiteral("a.topomq"))), QString());
}

TEST_F(DocumentFiles, KeepTheirPermissions)
{
    const QString name = path(QStringLiteral("a.topomq"));
    write(QStringLiteral("a.topomq"), "old");
    for (const unsigned mode : {0640U, 0600U, 0664U}) {
        ASSERT_EQ(::chmod(QFile::encodeName(name).constData(), mode), 0);
        TopologyDocument document;
        document.reset(pipeline(), {});
        ASSERT_EQ(document.saveTo(name), QString());

        struct stat status
        { };

        ASSERT_EQ(::stat(QFile::encodeName(name).constData(), &status), 0);
        EXPECT_EQ(status.st_mode & 07777U, mode);
    }
}

TEST_F(DocumentFiles, AreWrittenWhereALinkLeads)
{
    write(QStringLiteral("real.topomq"), "old");
    ASSERT_TRUE(QFile::link(path(QStringLiteral("real.topomq")), path(QStringLiteral("one"))));
    ASSERT_TRUE(QFile::link(path(QStringLiteral("one")), path(QStringLiteral("two"))));
    TopologyDocument document;
    document.reset(pipeline(), {});
    ASSERT_EQ(document.saveTo(path(QStringLiteral("two"))), QString());
    EXPECT_TRUE(QFileInfo(path(QStringLiteral("one"))).isSymLink());
    EXPECT_TRUE(QFileInfo(path(QStringLiteral("two"))).isSymLink());
    EXPECT_FALSE(QFileInfo(path(QStringLiteral("real.topomq"))).isSymLink());
    EXPECT_TRUE(ui::openTopologyFile(path(QStringLiteral("real.topomq"))).isOpen());
}

TEST_F(DocumentFiles, AreNotWrittenOverAFolder)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    QDir(m_folder.path()).mkdir(QStringLiteral("taken.topomq"));
    const QString problem = document.saveTo(path(QStringLiteral("taken.topomq")));
    EXPECT_TRUE(problem.contains(QStringLiteral("It is a folder"))) << problem.toStdString();
    EXPECT_TRUE(QFileInfo(path(QStringLiteral("taken.topomq"))).isDir());
}

TEST_F(DocumentFiles, DoNotTakeThePlaceOfAPipe)
{
    const QString pipe = path(QStringLiteral("pipe"));
    ASSERT_EQ(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    TopologyDocument document;
    document.reset(pipeline(), {});
    EXPECT_NE(document.saveTo(pipe), QString());
    EXPECT_FALSE(QFileInfo(pipe).isFile());
}

TEST_F(DocumentFiles, SayThatAFolderIsMissing)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    const QString problem = document.saveTo(path(QStringLiteral("nowhere/a.topomq")));
    EXPECT_TRUE(problem.contains(QStringLiteral("does not exist"))) << problem.toStdString();
    EXPECT_EQ(document.filePath(), QString());
}

TEST_F(DocumentFiles, SayWhereTheyAreWhenTheyCannotBeRead)
{
    const ui::OpenResult opened = ui::openTopologyFile(path(QStringLiteral("missing.topomq")));
    EXPECT_FALSE(opened.isOpen());
    EXPECT_TRUE(opened.problem.contains(QStringLiteral("missing.topomq")));
}

TEST_F(DocumentFiles, AreRefusedWhenTheyAreNotJson)
{
    write(QStringLiteral("bad.topomq"), "{ nonsense");
    EXPECT_FALSE(ui::openTopologyFile(path(QStringLiteral("bad.topomq"))).isOpen());
}

TEST_F(DocumentFiles, OfGraphvizAreImportedUnderTheirName)
{
    write(QStringLiteral("graph.gv"), "digraph { a -> b; a -> b }");
    const ui::OpenResult opened = ui::openTopologyFile(path(QStringLiteral("graph.gv")));
    ASSERT_TRUE(opened.isOpen()) << opened.problem.toStdString();
    EXPECT_TRUE(opened.isImported);
    EXPECT_EQ(opened.topology.name, "graph");
    EXPECT_TRUE(opened.note.contains(QStringLiteral("left out")));
}

TEST_F(DocumentFiles, OfGraphvizWithANameThatNoTopologyMayHaveCanBeSaved)
{
    const QString name = QStringLiteral("a\nb\x1B") + QString(200, QLatin1Char('x'));
    write(name + QStringLiteral(".gv"), "digraph { a -> b }");
    ui::OpenResult imported = ui::openTopologyFile(path(name + QStringLiteral(".gv")));
    ASSERT_TRUE(imported.isOpen()) << imported.problem.toStdString();
    EXPECT_EQ(imported.topology.name, "a b" + std::string(125, 'x'));
    TopologyDocument document;
    document.reset(std::move(imported.topology), {});
    ASSERT_EQ(document.saveTo(path(QStringLiteral("a.topomq"))), QString());
    EXPECT_EQ(ui::openTopologyFile(path(QStringLiteral("a.topomq"))).problem, QString());
}

TEST_F(DocumentFiles, AreRefusedWithThePlacesWhenAPartWouldBeLost)
{
    write(QStringLiteral("part.topomq"), R"({"topomq": 1, "nodes": [
        {"id": "vent", "role": "source", "sockets": 7}], "links": []})");
    const ui::OpenResult opened = ui::openTopologyFile(path(QStringLiteral("part.topomq")));
    EXPECT_FALSE(opened.isOpen());
    EXPECT_TRUE(opened.problem.contains(QStringLiteral("vent"))) << opened.problem.toStdString();
}

TEST(ExampleLibrary, HasExamplesThatOpenWithTitleAndDescription)
{
    ASSERT_FALSE(ui::exampleLibrary().empty());
    for (const ui::Example& example : ui::exampleLibrary()) {
        const ui::OpenResult opened = ui::openTopologyText(example.text, example.name);
        EXPECT_EQ(opened.problem, QString()) << example.name.toStdString();
        EXPECT_FALSE(example.description.isEmpty()) << example.name.toStdString();
    }
}

TEST(ExampleLibrary, FindsAnExampleByItsName)
{
    const ui::Example& first = ui::exampleLibrary().front();
    EXPECT_EQ(ui::findExample(first.name), &first);
    EXPECT_EQ(ui::findExample(QStringLiteral("no-such-example")), nullptr);
}

TEST_F(DocumentFiles, AreRememberedNewestFirst)
{
    QSettings settings(path(QStringLiteral("settings.ini")), QSettings::IniFormat);
    ui::RecentFiles recent(settings);
    for (const char* name : {"a", "b", "c"}) {
        write(QString::fromLatin1(name), "{}");
        recent.add(path(QString::fromLatin1(name)));
    }
    recent.add(path(QStringLiteral("a")));
    EXPECT_EQ(recent.paths(),
              (QStringList{path(QStringLiteral("a")), path(QStringLiteral("c")),
                           path(QStringLiteral("b"))}));
}

TEST_F(DocumentFiles, AreRememberedUpToALimit)
{
    QSettings settings(path(QStringLiteral("settings.ini")), QSettings::IniFormat);
    ui::RecentFiles recent(settings);
    for (int number = 0; number < 15; ++number) {
        const QString name = QString::number(number);
        write(name, "{}");
        recent.add(path(name));
    }
    EXPECT_EQ(recent.paths().size(), ui::RecentFiles::kMost);
    EXPECT_EQ(recent.paths().front(), path(QStringLiteral("14")));
}
