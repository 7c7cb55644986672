#pragma once
// What leaves the window: pictures, paper, Graphviz; and the comparison with other versions.

#include "ui/canvas/canvas_export.h"

#include <QAction>
#include <QList>
#include <QObject>

class QPrinter;

#include <utility>
#include <vector>

namespace topomq::ui {

class FileController;
class RunSession;
class Theme;
class TopologyDocument;

/// Dialogs stand in front of `window`. Thread: the window's.
class ExportActions : public QObject
{
    Q_OBJECT

public:
    ExportActions(TopologyDocument& document,
                  RunSession& session,
                  Theme& theme,
                  FileController& files,
                  QWidget& window);

    QAction* compareFile = nullptr;
    QAction* compareSaved = nullptr;
    QAction* exportPicture = nullptr;
    QAction* copyPicture = nullptr;
    QAction* exportDot = nullptr;
    QAction* print = nullptr;

    /// As they stand in the File menu.
    [[nodiscard]] QList<QAction*> inMenu() const;

    /// All of the drawing on one page, in light colours, as large as it fits.
    void drawPage(QPrinter& printer) const;

public Q_SLOTS:
    void compareWithSaved();

Q_SIGNALS:
    void failed(const QString& text);
    void done(const QString& text);

private:
    QAction* add(const QString& name,
                 const QString& icon,
                 const QString& text,
                 const QString& statusTip,
                 const QKeySequence& shortcut,
                 void (ExportActions::*action)());
    void chooseAndCompare();
    void compareWith(const QString& path, bool isOwnFile);
    void chooseAndExport();
    void copyNow();
    void copy(const ExportOptions& options);
    void saveDot();
    void printDrawing();
    void refresh();
    void restoreIcons();
    [[nodiscard]] QString proposedName(const QString& ending) const;
    [[nodiscard]] QString
    askForName(const QString& title, const QString& ending, const QString& filter) const;

    TopologyDocument& m_document;
    RunSession& m_session;
    Theme& m_theme;
    FileController& m_files;
    QWidget& m_window;
    ExportOptions m_last;
    std::vector<std::pair<QAction*, QString>> m_icons;
};

} // namespace topomq::ui
