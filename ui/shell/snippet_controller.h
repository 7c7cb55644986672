#pragma once
// Brings together the snippets, the palette that shows them and the canvas that they come from.

#include "engine/model/topology.h"
#include "ui/document/snippet_store.h"

#include <QObject>
#include <QString>

#include <optional>

namespace topomq::ui {

class CanvasView;
class MessageBar;
class PalettePanel;
class SnippetForm;
class Theme;
class TopologyDocument;

/// What is replaced or deleted can be taken back from the message that tells of it.
/// Thread: the window's.
class SnippetController : public QObject
{
    Q_OBJECT

public:
    SnippetController(TopologyDocument& document,
                      CanvasView& canvas,
                      PalettePanel& palette,
                      MessageBar& messages,
                      Theme& theme,
                      QObject* parent);

private:
    void ask();
    void save(const QString& name, const QString& description);
    /// Without a place it goes below all that is there.
    void add(const QString& file, std::optional<model::Point> place);
    void rename(const QString& file, const QString& name);
    void remove(const QString& file);
    /// False: it went wrong, and that is said.
    bool succeeds(const QString& problem);
    void offerBack(const QString& text, const Snippet& before);

    TopologyDocument& m_document;
    CanvasView& m_canvas;
    PalettePanel& m_palette;
    MessageBar& m_messages;
    SnippetStore m_store;
    SnippetForm* m_form;
    /// What the form asks about.
    model::Topology m_part;
};

} // namespace topomq::ui
