#include "ui/shell/export_actions.h"

#include "engine/io/dot_file.h"
#include "ui/document/open_topology.h"
#include "ui/document/save_text.h"
#include "ui/shell/compare_window.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/file_places.h"
#include "ui/shell/save_dialog.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPrintPreviewDialog>
#include <QPrinter>

#include <utility>

namespace topomq::ui {

ExportActions::ExportActions(Workspace& workspace,
                             Theme& theme,
                             FilePlaces& places,
                             QWidget& window)
    : QObject(&window)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_places(places)
    , m_window(window)
{
    compareFile =
        add(QStringLiteral("compareFile"), QStringLiteral("compare"), tr("&Compare with…"),
            tr("Shows this topology beside another file, with what differs"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O), &ExportActions::chooseAndCompare);
    compareSaved =
        add(QStringLiteral("compareSaved"), QStringLiteral("compare-saved"),
            tr("Compare with the sa&ved file"), tr("Shows what differs from the file on the disk"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S), &ExportActions::compareWithSaved);
    exportPicture =
        add(QStringLiteral("exportPicture"), QStringLiteral("export"), tr("E&xport a picture…"),
            tr("Writes the drawing as PNG, SVG or PDF"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_E), &ExportActions::chooseAndExport);
    copyPicture =
        add(QStringLiteral("copyPicture"), QStringLiteral("picture"), tr("Co&py as a picture"),
            tr("Puts the selected nodes, or all, into the clipboard as a picture"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P), &ExportActions::copyNow);
    exportDot =
        add(QStringLiteral("exportDot"), QStringLiteral("graph"), tr("Export for &Graphviz…"),
            tr("Writes a DOT file, which can be opened here again"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_G), &ExportActions::saveDot);
    print = add(QStringLiteral("print"), QStringLiteral("print"), tr("Pr&int…"),
                tr("Shows the page and prints it"), QKeySequence(Qt::CTRL | Qt::Key_P),
                &ExportActions::printDrawing);
    connect(&m_workspace, &Workspace::tabsChanged, this, &ExportActions::refresh);
    connect(&m_theme, &Theme::changed, this, &ExportActions::restoreIcons);
    m_last.dark = m_theme.isDark();
    restoreIcons();
    refresh();
}

TopologyDocument& ExportActions::document() const
{
    return m_workspace.front().document();
}

RunSession& ExportActions::session() const
{
    return m_workspace.front().session();
}

QAction* ExportActions::add(const QString& name,
                            const QString& icon,
                            const QString& text,
                            const QString& statusTip,
                            const QKeySequence& shortcut,
                            void (ExportActions::*action)())
{
    auto* made = new QAction(text, this);
    made->setObjectName(name);
    made->setStatusTip(statusTip);
    made->setShortcut(shortcut);
    m_icons.emplace_back(made, icon);
    connect(made, &QAction::triggered, this, action);
    return made;
}

void ExportActions::restoreIcons()
{
    for (const auto& [action, icon] : m_icons)
        action->setIcon(m_theme.icon(icon));
}

QList<QAction*> ExportActions::inMenu() const
{
    return {compareFile, compareSaved, nullptr, exportPicture, copyPicture, exportDot, print};
}

void ExportActions::refresh()
{
    compareSaved->setEnabled(!document().filePath().isEmpty());
}

void ExportActions::chooseAndCompare()
{
    const QString path = QFileDialog::getOpenFileName(
        &m_window, tr("Compare with a topology"), m_places.lastFolder(),
        tr("Topologies (*.topomq *.dot *.gv);;All files (*)"));
    if (!path.isEmpty())
        compareWith(path, false);
}

void ExportActions::compareWithSaved()
{
    compareWith(document().filePath(), true);
}

void ExportActions::compareWith(const QString& path, bool isOwnFile)
{
    OpenResult other = openTopologyFile(path);
    if (!other.isOpen()) {
        Q_EMIT failed(other.problem);
        return;
    }
    const QString name = QFileInfo(path).fileName();
    if (isOwnFile)
        compare({std::move(other.topology), tr("%1 on the disk").arg(name)}, tr("In this window"));
    else
        compare({std::move(other.topology), name}, document().title());
}

void ExportActions::compareWithTab(DocumentTab& other)
{
    compare({other.document().root(), m_workspace.titleOf(other)},
            m_workspace.titleOf(m_workspace.front()));
}

void ExportActions::compare(const Version& before, const QString& ownTitle)
{
    auto* window = new CompareWindow(before, {document().root(), ownTitle}, m_theme, &m_window);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
}

QString ExportActions::proposedName(const QString& ending) const
{
    QString name = QFileInfo(document().title()).completeBaseName();
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    const QString folder = document().filePath().isEmpty()
        ? m_places.lastFolder()
        : QFileInfo(document().filePath()).absolutePath();
    return QDir(folder).filePath(name + QLatin1Char('.') + ending);
}

QString
ExportActions::askForName(const QString& title, const QString& ending, const QString& filter) const
{
    return SaveDialog{title, proposedName(ending), filter, ending}.ask(m_window);
}

void ExportActions::chooseAndExport()
{
    ExportOptions first = m_last;
    first.selectionOnly = false;
    ExportDialog dialog(document(), &session(), first, &m_window);
    connect(&dialog, &ExportDialog::copyRequested, this,
            [this, &dialog] { copy(dialog.options()); });
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_last = dialog.options();
    // Without a run nobody was asked about its figures.
    m_last.figures = m_last.figures || !session().isActive();
    const QString ending = dialog.ending();
    // The drawing as it was previewed, not as a run has it when the name is chosen.
    const CanvasExport drawing(document(), &session(), m_last);
    const QString path =
        askForName(tr("Export a picture"), ending, tr("Pictures (*.%1)").arg(ending));
    if (path.isEmpty())
        return;
    if (const QString problem = drawing.save(path); !problem.isEmpty())
        Q_EMIT failed(problem);
    else
        Q_EMIT done(tr("Exported %1.").arg(QDir::toNativeSeparators(path)));
}

void ExportActions::copyNow()
{
    ExportOptions options = m_last;
    options.dark = m_theme.isDark();
    options.selectionOnly = !document().selection()->nodes().empty();
    copy(options);
}

void ExportActions::copy(const ExportOptions& options)
{
    const QImage image = CanvasExport(document(), &session(), options).image();
    if (image.isNull()) {
        Q_EMIT failed(tr("The picture is too large for the memory. Choose a smaller scale."));
        return;
    }
    QGuiApplication::clipboard()->setImage(image);
    Q_EMIT done(tr("Copied a picture of %1 × %2 pixels.").arg(image.width()).arg(image.height()));
}

void ExportActions::saveDot()
{
    const QString path = askForName(tr("Export for Graphviz"), QStringLiteral("dot"),
                                    tr("Graphviz graphs (*.dot *.gv)"));
    if (path.isEmpty())
        return;
    const QByteArray text = QByteArray::fromStdString(io::writeDot(document().root()));
    if (const QString problem = saveText(path, text); !problem.isEmpty())
        Q_EMIT failed(problem);
    else
        Q_EMIT done(tr("Exported %1.").arg(QDir::toNativeSeparators(path)));
}

void ExportActions::printDrawing()
{
    QPrinter printer(QPrinter::HighResolution);
    printer.setDocName(document().title());
    const QSizeF size = CanvasExport(document(), &session(), {}).size();
    if (size.width() > size.height())
        printer.setPageOrientation(QPageLayout::Landscape);
    QPrintPreviewDialog preview(&printer, &m_window);
    preview.setObjectName(QStringLiteral("printPreview"));
    connect(&preview, &QPrintPreviewDialog::paintRequested, this,
            [this](QPrinter* page) { drawPage(*page); });
    preview.exec();
}

void ExportActions::drawPage(QPrinter& printer) const
{
    const CanvasExport drawing(document(), &session(), {.dark = false});
    QPainter painter(&printer);
    const QRectF page = printer.pageLayout().paintRectPixels(printer.resolution());
    const QSizeF size = drawing.size();
    const QSizeF fitted = size.scaled(page.size(), Qt::KeepAspectRatio);
    painter.translate((page.width() - fitted.width()) / 2, (page.height() - fitted.height()) / 2);
    painter.scale(fitted.width() / size.width(), fitted.height() / size.height());
    drawing.paint(painter);
}

} // namespace topomq::ui
