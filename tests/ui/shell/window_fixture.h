#pragma once
// The whole window as people have it, used by mouse and keys.

#include "engine/roles/role_factory.h"
#include "ui/canvas/canvas_view.h"
#include "ui/shell/actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDropEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QMouseEvent>
#include <QPointer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <gtest/gtest.h>

namespace topomq::ui::test {

inline constexpr int kPatience = 30'000;

class WindowTest : public testing::Test
{
protected:
    WindowTest()
    {
        QSettings().clear();
        window.resize(1600, 1000);
        window.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
    }

    ~WindowTest() override
    {
        for (DocumentTab* tab : window.workspace().tabs()) {
            tab->session().stop();
            EXPECT_TRUE(QTest::qWaitFor([tab] { return !tab->isRunning(); }, kPatience));
        }
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&window, key, modifiers);
    }

    void runExample(const char* name)
    {
        window.openExample(QString::fromUtf8(name));
        press(Qt::Key_F5);
        ASSERT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
    }

    [[nodiscard]] std::uint64_t totalReceived()
    {
        std::uint64_t total = 0;
        if (const auto latest = window.session().latest()) {
            for (const metrics::FlowFigures& flow : latest->flows)
                total += flow.received.value_or(0);
        }
        return total;
    }

    void dropOnCanvas(const char* mimeType, const char* name, QPoint place)
    {
        QMimeData mime;
        mime.setData(QString::fromUtf8(mimeType), name);
        CanvasView& canvas = window.canvas();
        QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&canvas, &enter);
        QDropEvent drop(place, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&canvas, &drop);
    }

    /// Takes the form of a pattern as it is.
    void acceptPattern()
    {
        const QPointer<QDialog> form = window.findChild<QDialog*>(QStringLiteral("patternForm"));
        ASSERT_FALSE(form.isNull());
        QTest::keyClick(form, Qt::Key_Return);
        ASSERT_TRUE(QTest::qWaitFor([&form] { return form.isNull(); }, kPatience));
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }

    /// Presses at `from` and moves to `to` without letting go.
    void grab(QPoint from, QPoint to)
    {
        CanvasView& canvas = window.canvas();
        QTest::mousePress(&canvas, Qt::LeftButton, {}, from);
        for (const QPoint place : {from + (to - from) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, place, canvas.mapToGlobal(place), Qt::NoButton,
                             Qt::LeftButton, {});
            QApplication::sendEvent(&canvas, &move);
        }
    }

    void drag(QPoint from, QPoint to)
    {
        grab(from, to);
        QTest::mouseRelease(&window.canvas(), Qt::LeftButton, {}, to);
    }

    /// Opens the menu of the canvas there and clicks the entry in it.
    void chooseFromMenu(QPoint place, const QString& entry)
    {
        QTimer::singleShot(0, &window, [entry] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            ASSERT_NE(menu, nullptr);
            for (QAction* action : menu->actions()) {
                if (action->text().remove(QLatin1Char('&')) != entry)
                    continue;
                EXPECT_TRUE(action->isEnabled()) << entry.toStdString();
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                menu->close();
                return;
            }
            ADD_FAILURE() << "no entry " << entry.toStdString();
            menu->close();
        });
        CanvasView& canvas = window.canvas();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, canvas.mapToGlobal(place));
        QApplication::sendEvent(&canvas, &event);
    }

    /// Answers the next question with this button; notes its words, and counts how many were
    /// asked.
    void answerNext(const QString& button)
    {
        auto* timer = new QTimer(&window);
        QObject::connect(timer, &QTimer::timeout, timer, [this, timer, button] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (!box)
                return;
            ++questions;
            asked = box->text() + QLatin1Char('\n') + box->informativeText();
            timer->deleteLater();
            for (QAbstractButton* each : box->buttons()) {
                if (each->text().remove(QLatin1Char('&')) == button) {
                    QTest::mouseClick(each, Qt::LeftButton);
                    return;
                }
            }
            ADD_FAILURE() << "no button " << button.toStdString();
            box->reject();
        });
        timer->start(10);
    }

    [[nodiscard]] const model::Topology& topology() { return window.document().topology(); }

    QTemporaryDir folder;
    int questions = 0;
    QString asked;
    MainWindow window{roles::makeRoleFactory()};
};

} // namespace topomq::ui::test
