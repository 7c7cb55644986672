#pragma once
// Several files in one window.

#include "tests/ui/shell/window_fixture.h"
#include "ui/document/example_library.h"
#include "ui/shell/tab_strip.h"

#include <QDir>
#include <QFile>
#include <QUndoStack>

namespace topomq::ui::test {

class TabsTest : public WindowTest
{
protected:
    /// Of the example, at that place below the folder.
    [[nodiscard]] QString fileAt(const char* place, const char* example = "pipeline")
    {
        const QString path = folder.filePath(QString::fromUtf8(place));
        EXPECT_TRUE(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(findExample(QString::fromUtf8(example))->text);
        return path;
    }

    void addANode() { dropOnCanvas("application/x-topomq-role", "sink", QPoint(60, 60)); }

    [[nodiscard]] DocumentTab& tab(std::size_t index) { return *window.workspace().tabs()[index]; }

    [[nodiscard]] std::size_t count() { return window.workspace().tabs().size(); }

    [[nodiscard]] int front() { return window.workspace().frontIndex(); }

    [[nodiscard]] QStringList titles()
    {
        QStringList all;
        for (int i = 0; i < window.tabStrip().count(); ++i)
            all << window.tabStrip().tabText(i);
        return all;
    }

    [[nodiscard]] QPoint middleOf(int index) { return window.tabStrip().tabRect(index).center(); }

    void clickTab(int index, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseClick(&window.tabStrip(), button, {}, middleOf(index));
    }

    void openTwo()
    {
        window.openFile(fileAt("one.topomq"));
        window.openFile(fileAt("two.topomq", "pair"));
        ASSERT_EQ(count(), 2U);
    }
};

} // namespace topomq::ui::test
