// The sub-topologies of the file in the palette. See palette_panel.cpp for the rest of the class.

#include "ui/palette/palette_panel.h"
#include "ui/palette/sketch_card.h"
#include "ui/widgets/search_field.h"

#include <QVBoxLayout>

namespace topomq::ui {

namespace {

PaletteEntry entryOf(const model::Definition& definition)
{
    return {PaletteEntry::Kind::Definition,
            QString::fromStdString(definition.id.text()),
            QString::fromStdString(definition.title()),
            SketchCard::sizeText(definition.nodes.size(), definition.links.size()),
            rules::Family::Other,
            QString::fromStdString(definition.id.text())};
}

} // namespace

void PalettePanel::setDefinitions(const std::vector<model::Definition>& definitions)
{
    Section& section = this->definitions();
    while (section.cards.size() > definitions.size()) {
        PaletteCard* card = section.cards.back();
        section.cards.pop_back();
        section.list->removeWidget(card);
        card->hide();
        card->deleteLater();
    }
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        model::Topology inside;
        inside.nodes = definitions[i].nodes;
        inside.links = definitions[i].links;
        if (i == section.cards.size())
            addCard(section, new SketchCard(m_theme, entryOf(definitions[i])));
        auto* card = static_cast<SketchCard*>(section.cards[i]);
        card->showEntry(entryOf(definitions[i]));
        card->setSketch(sketchOf(inside));
    }
    filter(m_search->text());
}

} // namespace topomq::ui
