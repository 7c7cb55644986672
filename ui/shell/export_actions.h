#pragma once
// What leaves the window of the topology in front: pictures, paper, Graphviz; and the comparison
// with other versions.

#include "ui/canvas/canvas_export.h"

#include <QAction>
#include <QList>
#include <QObject>

class QPrinter;

#include <utility>
#include <vector>

namespace topomq::ui {

class DocumentTab;
class FilePlaces;
class RunSession;
class Theme;
class TopologyDocument;
class Workspace;
struct Version;

/// Dialogs stand in front of `window`. Thread: the window's.
class ExportActions : public QObject
{
    Q_OBJECT

public:
    ExportActions(Workspace& workspace, Theme& theme, FilePlaces& places, QWidget& window);

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
    /// The one in front beside another that is open.
    void compareWithTab(DocumentTab& other);

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
    void compare(const Version& before, const QString& ownTitle);
    void chooseAndExport();
    void copyNow();
    void copy(const ExportOptions& options);
    void saveDot();
    void printDrawing();
    void refresh();
    void restoreIcons();
    [[nodiscard]] TopologyDocument& document() const;
    [[nodiscard]] RunSession& session() const;
    [[nodiscard]] QString proposedName(const QString& ending) const;
    [[nodiscard]] QString
    askForName(const QString& title, const QString& ending, const QString& filter) const;

    Workspace& m_workspace;
    Theme& m_theme;
    FilePlaces& m_places;
    QWidget& m_window;
    ExportOptions m_last;
    std::vector<std::pair<QAction*, QString>> m_icons;
};

} // namespace topomq::ui
