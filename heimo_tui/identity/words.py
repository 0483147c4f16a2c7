"""The words that names are made of: quiet things from outdoors, kitchens and workshops; nobody's body, no blame."""

from __future__ import annotations

from typing import Final

ADJECTIVES: Final[tuple[str, ...]] = tuple(
    """
    amber autumn azure birch bright brisk bronze calm candid carved cedar cheerful chestnut citrine clear clever
    cobalt copper coral cordial cosy crimson crisp curious daily dapper dappled dawning deep dewy distant downy drifting
    dusky early earnest easy eastern elder emerald evening faithful fair familiar far fern festive fine flaxen fleet
    floating fluent fond frank free fresh friendly frosty gentle gilded ginger glad gleaming golden good graceful
    grand grassy green hale handy harvest hazel heather hidden honest honey humble indigo inland ivory ivy jade jolly
    keen kind kindred lasting leafy lemon level light lilac linen little lively long loyal lucid lunar maple marble
    mellow merry mild mindful minty misty modest mossy neat nimble noble northern oaken ochre olive open opal
    patient peaceful pearly pebbled pine placid plain playful polished quick quiet ready restful roaming rosy
    rural russet rustic sage sandy sapphire scarlet serene settled shaded shining silken silver simple sincere
    slow smooth snowy snug soft southern spruce starlit steady still sturdy sunlit swift tender thoughtful
    tidy topaz tranquil trusty twilight upland velvet verdant vernal vivid walnut wandering warm western wild willing
    windy winter woodland woolly
    """.split()
)
NOUNS: Final[tuple[str, ...]] = tuple(
    """
    acorn alder almond anchor anemone apple apricot arbor ash aspen atlas auk badger barley barn basil basin bay beach
    beacon beaver beech bell berry bilberry blackbird bluebell boat bobolink book bower bramble branch bridge brook
    bullfinch bunting buoy burrow bush button buzzard cabin candle canoe canyon cape caraway cardinal cattail cello
    chaffinch cherry chestnut chickadee chive cinder clearing cliff cloud clover coast comet compass cornflower cottage
    cove cowslip crane creek cricket crocus cuckoo curlew currant cypress dahlia daisy dale dawn deer delta dipper
    dolphin doorway dove dune eddy egret eider elk elm ember estuary falcon feather fen fern ferry fiddle field finch fir
    firefly fjord flax flint flute fog ford forest fountain foxglove frost gable gannet garden gate gentian geyser
    glade glen goldcrest goose gorse grebe grove gull hamlet harbour hare harp haven hawthorn hazel hearth heath
    hedge hedgehog heron hill hollow holly honeycomb hoopoe horizon ibis inlet iris island ivy jackdaw jasmine jay
    juniper kelp kestrel kettle kingfisher kite lagoon lake lantern lapwing larch lark laurel lavender leaf ledge lichen
    lighthouse lilac lily linden linnet loft loom loon lotus lupin lynx lyre magpie mallard mandolin maple marigold marsh
    marten martin meadow merlin mill mint moor moose moss moth mountain nettle nightingale nutmeg nuthatch oak oar oasis
    oat orchard orchid oriole osprey otter owl oyster paddle pansy parsley partridge pasture path pear pebble pelican
    peony petal petrel phlox pier pigeon pine pipit plover plum pond poplar poppy porch prairie primrose puffin quail
    quarry quartz quay quilt quince rain rainbow raven reed reef ridge river robin rook rose rosemary rowan rye
    saffron sage sail sandpiper sapling seal sedge shore shrew siskin skylark sloop snipe snow snowdrop sorrel sparrow
    spring spruce starling stone stork stream swallow swan swift sycamore tarn teal tern thicket thistle thrush thyme
    tide tower trail tree trout tulip tundra valley vole wagtail walnut warbler waterfall waxwing weasel wheat whimbrel
    willow wind windmill window wood woodpecker wren yarrow yew
    """.split()
)
