"""Ordinary requests about everything: a topic near to all of them is too broad.

For `haro-bot profile check`; what ranking compares with stands in `likeness`.
"""

ORDINARY = (
    "Best ways to save money on groceries this year",
    "How to get a good night's sleep without medication",
    "Leaders on managing remote teams and hiring",
    "Weekend trips for families in autumn",
    "New technology trends that will change daily life",
    "Small business owners on their biggest mistakes",
    "What to know before buying your first home",
    "Skin care routines for winter",
    "How artificial intelligence changes work",
    "Tips for raising confident children",
    "Easy recipes for the holidays",
    "Fashion trends for spring",
    "How to train a new puppy",
    "Signs that you need a new car",
    "Exercise and healthy aging",
    "Marketing lessons from a failed campaign",
    "What lawyers want you to know about contracts",
    "Legal rights of tenants and employees",
    "Saving for college and paying off debt",
    "How to make a home more comfortable and cheaper to run",
    "Mental health, stress and burnout",
    "Dating and relationship advice",
    "Medical study finds a new treatment",
    "Products we love for the kitchen and garden",
    "Keeping personal data safe online",
    "Climate change and local communities",
    "Career advice for recent graduates",
    "Sports stars and the business of games",
)
