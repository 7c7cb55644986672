#pragma once
// A window that starts after that of the fixture was closed.

#include "tests/ui/shell/tabs_fixture.h"
#include "ui/document/autosave.h"
#include "ui/document/open_topology.h"
#include "ui/shell/recovery_dialog.h"

#include <QPushButton>
#include <QSettings>

#include <memory>

namespace topomq::ui::test {

/// The window of the fixture is closed; `next` is that of the next start.
class NextStartTest : public TabsTest
{
protected:
    ~NextStartTest() override
    {
        if (next)
            next->workspace().discardWork();
        next.reset();
        for (const LeftWork& left : RecoveryStore().leftWork())
            left.slot->clear();
    }

    void openThree()
    {
        openTwo();
        window.openFile(fileAt("three.topomq"));
    }

    void start(const QStringList& files = {})
    {
        next = std::make_unique<MainWindow>(roles::makeRoleFactory());
        next->begin(files);
    }

    [[nodiscard]] QStringList nextTitles()
    {
        QStringList all;
        for (const DocumentTab* each : next->workspace().tabs())
            all << each->document().title();
        return all;
    }

    void waitForTabs(std::size_t wanted)
    {
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return next->workspace().tabs().size() == wanted; }, kPatience));
    }

    /// The window is gone without having been closed, as if the program was killed.
    void kill() { next.reset(); }

    /// What the settings hold is what stands in the tabs.
    void waitForTheList(const QStringList& names)
    {
        EXPECT_TRUE(QTest::qWaitFor([&] { return namesInTheList() == names; }, kPatience))
            << namesInTheList().join(QLatin1Char(' ')).toStdString();
    }

    [[nodiscard]] static QStringList namesInTheList()
    {
        QStringList names;
        for (const QString& path :
             QSettings().value(QStringLiteral("files/lastOpen")).toStringList())
            names << QFileInfo(path).fileName();
        return names;
    }

    /// As another program that died would leave it.
    static void leaveWork(const QString& path, const char* name)
    {
        TopologyDocument document;
        OpenResult read = openTopologyFile(path);
        document.reset(read.topology, path, read.digest);
        Autosave autosave(document, RecoveryStore());
        document.push(QStringLiteral("Name"), model::SetHeader{name, {}, {}});
        autosave.flush();
    }

    void answerRecovery(const QString& button)
    {
        auto* dialog = next->findChild<RecoveryDialog*>();
        ASSERT_NE(dialog, nullptr);
        for (QPushButton* each : dialog->findChildren<QPushButton*>()) {
            if (each->text().remove(QLatin1Char('&')) == button)
                QTest::mouseClick(each, Qt::LeftButton);
        }
    }

    const QString kOne = QStringLiteral("one.topomq");
    const QString kTwo = QStringLiteral("two.topomq");
    const QString kThree = QStringLiteral("three.topomq");

    /// Nothing has made all of it so far: the gallery alone is seen.
    void expectTheGalleryAlone()
    {
        EXPECT_TRUE(next->isGalleryShown());
        EXPECT_FALSE(next->isComplete());
    }

    std::unique_ptr<MainWindow> next;
};

} // namespace topomq::ui::test
