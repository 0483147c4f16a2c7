"""The words that names are made of: quiet things from outdoors, kitchens and workshops; nobody's body, no blame.

Left out are words that hurt somewhere: insults, heights and edges, graves, cradles and poisons.
"""

from __future__ import annotations

from typing import Final

_ADJECTIVES: Final = """
    amber autumn azure birch bright brisk bronze calm candid carved cedar cheerful chestnut citrine clear
    clever cobalt copper coral cordial crimson crisp curious daily dapper dappled dawning deep dewy downy
    drifting dusky early earnest eastern emerald evening faithful familiar fern festive fine flaxen fleet
    floating fluent fond frank free fresh friendly frosty gentle gilded ginger glad gleaming golden good
    graceful grand grassy harvest hazel heather honest honey humble indigo inland ivory ivy jade jolly keen
    kind kindred lasting leafy lemon level light lilac linen lively loyal lucid lunar maple marble mellow
    merry mild mindful minty misty modest mossy neat nimble noble northern oaken ochre olive open opal patient
    peaceful pearly pebbled pine playful polished quick quiet ready restful roaming rosy rural russet rustic
    sage sandy sapphire scarlet serene settled shaded shining silken silver sincere smooth snowy snug soft
    southern spruce starlit steady sturdy sunlit swift tender thoughtful tidy topaz tranquil trusty twilight
    upland velvet verdant vernal vivid walnut wandering warm western wild windy winter woodland woolly
"""
_NOUNS: Final = """
    acorn alder almond anchor anemone apple apricot aspen atlas auk badger barley barn basil basin bay beach
    beacon beaver beech bell berry bilberry blackbird bluebell boat book bower bramble branch brook bullfinch
    bunting buoy burrow bush cabin candle canoe canyon cape caraway cardinal cattail cello chaffinch cherry
    chestnut chickadee chive cinder clearing cloud clover coast comet compass cornflower cottage cove cowslip
    creek cricket crocus curlew currant cypress dahlia daisy dale dawn deer delta dipper dolphin doorway dove
    dune eddy egret eider elk elm ember estuary falcon feather fen fern ferry fiddle field finch fir firefly
    fjord flax flint flute ford forest fountain frost gable gannet garden gate gentian geyser glade glen
    goldcrest goose gorse grebe grove gull hamlet harbour hare harp haven hawthorn hazel hearth heath hedge
    hedgehog heron hill holly honeycomb hoopoe horizon ibis inlet iris island ivy jackdaw jasmine jay juniper
    kelp kestrel kettle kingfisher kite lagoon lake lantern lapwing larch lark laurel lavender leaf lichen
    lighthouse lilac lily linden linnet loft loom lotus lupin lynx lyre magpie mallard mandolin maple marigold
    marsh marten meadow merlin mill mint moor moose moss moth mountain nettle nightingale nutmeg nuthatch oak
    oar oasis oat orchard orchid oriole osprey otter owl oyster paddle parsley partridge pasture path pear
    pebble pelican peony petal phlox pier pigeon pine pipit plover plum pond poplar porch prairie primrose
    puffin quail quartz quay quilt quince rain rainbow raven reed reef ridge river robin rook rose rosemary
    rowan rye saffron sage sail sandpiper sapling seal sedge shore siskin skylark snow snowdrop sorrel sparrow
    spring spruce starling stone stream swallow swan swift sycamore tarn teal tern thicket thistle thrush
    thyme tide trail tree tulip tundra valley vole wagtail walnut warbler waterfall waxwing wheat whimbrel
    willow wind windmill window wood woodpecker wren yarrow yew
"""

ADJECTIVES: Final[tuple[str, ...]] = tuple(_ADJECTIVES.split())
NOUNS: Final[tuple[str, ...]] = tuple(_NOUNS.split())
