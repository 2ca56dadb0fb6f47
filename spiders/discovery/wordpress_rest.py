"""Where WordPress lists posts as JSON, and which of their fields we ask for. Source: its REST API handbook, Posts."""

# Below the root of the interface, which a site names in its pages' heads; by default that is ROOT.
POSTS = "wp/v2/posts?per_page=50&_fields=id,link,date,date_gmt,modified,modified_gmt,title"
ROOT = "/wp-json/"
