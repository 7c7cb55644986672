#pragma once
// Brings together the snippets, the palette that shows them and the canvas that they come from.

#include "engine/model/topology.h"
#include "ui/document/snippet_store.h"

#include <QObject>
#include <QString>

#include <optional>

namespace topomq::ui {

class DocumentTab;
class PalettePanel;
class Theme;
class Workspace;

/// What is replaced or deleted can be taken back from the message that tells of it.
/// Thread: the window's.
class SnippetController : public QObject
{
    Q_OBJECT

public:
    SnippetController(Workspace& workspace, PalettePanel& palette, Theme& theme, QObject* parent);

    /// Its selections are saved from now on, and snippets dropped on it are added to it.
    void take(DocumentTab& tab);

private:
    void save(DocumentTab& tab, const QString& name, const QString& description);
    /// Without a place it goes below all that is there.
    void add(DocumentTab& tab, const QString& file, std::optional<model::Point> place);
    void rename(const QString& file, const QString& name);
    void remove(const QString& file);
    /// False: it went wrong, and that is said.
    bool succeeds(const QString& problem);
    void offerBack(const QString& text, const Snippet& before);

    Workspace& m_workspace;
    PalettePanel& m_palette;
    Theme& m_theme;
    SnippetStore m_store;
    /// What the form asks about.
    model::Topology m_part;
};

} // namespace topomq::ui
