#include "ui/shell/canvas_menus.h"

#include "ui/canvas/canvas_actions.h"

namespace topomq::ui {

CanvasMenus canvasMenus(const CanvasActions& canvas, QWidget* parent)
{
    using enum CanvasCommand;
    CanvasMenus menus;
    menus.edit = {canvas[Cut],
                  canvas[Copy],
                  canvas[Paste],
                  canvas[Duplicate],
                  canvas[DuplicateWithLinks],
                  canvas[Multiply],
                  canvas[SaveSnippet],
                  nullptr,
                  canvas[Collapse],
                  canvas[Expand],
                  canvas[OpenInside],
                  canvas[LeaveInside],
                  canvas[OfferPorts],
                  nullptr,
                  canvas[Delete],
                  canvas[DeleteAndReconnect],
                  canvas[SelectAll],
                  nullptr,
                  canvas[QuickAdd],
                  canvas[AddNote],
                  canvas[Rename],
                  nullptr,
                  canvas[Group],
                  canvas[Ungroup],
                  canvas[FoldGroup],
                  nullptr,
                  canvas[MarkLinkStart],
                  canvas[LinkSelection],
                  canvas[NextLink],
                  canvas[FlipBindSide],
                  canvas[AddBend],
                  canvas[RemoveBends],
                  canvas[ToggleEnabled],
                  canvas[SecureLink],
                  canvas[EditSelection],
                  nullptr,
                  canvas[Arrange],
                  canvas[ArrangeSelection],
                  canvas.alignMenu(parent)};
    menus.view = {canvas[ZoomIn],        canvas[ZoomOut],   canvas[ZoomFit],
                  canvas[ZoomSelection], canvas[ZoomReset], nullptr,
                  canvas[Motion],        canvas[Legend],    canvas[Minimap]};
    menus.run = {canvas[NodeStart], canvas[NodeStop], canvas[NodeRestart], canvas[NodeFreeze],
                 canvas[LinkCut],   nullptr,          canvas[NodeKill]};
    return menus;
}

} // namespace topomq::ui
