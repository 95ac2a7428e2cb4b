BEGIN TRANSACTION;
CREATE TABLE fallbacks (
        seller TEXT NOT NULL,
        api TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, api)
    ) STRICT;
INSERT INTO "fallbacks" VALUES('A2EXAMPLE12345@eu','api','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'01945C4844197EF70BB99B5BA084BA5E359D03E0AEB04E5A75FAB53010');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-24T08:54:45.491681+00:00');
CREATE TABLE orders (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ship_by TEXT,
        status TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        country TEXT NOT NULL,
        total TEXT,
        currency TEXT,
        items INTEGER NOT NULL,
        document TEXT NOT NULL,
        personal_erased_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT;
INSERT INTO "orders" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T01:00:00.000000+00:00','2026-03-01T01:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000001-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T01:00:00Z","updated_at":"2026-03-01T01:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"11","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','APJ6JRA9NG5V4','2026-03-01T00:00:00.000001+00:00','2026-03-01T03:00:00.000000+00:00','2026-03-01T05:00:00.000000+00:00','A_STATUS_OF_TOMORROW','MERCHANT','IT','12345678901234567890.10','EUR',6,'{"id":"404-0000099-0000001","marketplace_id":"APJ6JRA9NG5V4","created_at":"2026-03-01T00:00:00.000001Z","updated_at":"2026-03-01T03:00:00Z","status":"A_STATUS_OF_TOMORROW","fulfilled_by":"MERCHANT","service_level":"EXPEDITED","sales_channel":"Amazon.it","seller_order_id":"mine","programs":["PRIME","AMAZON_BUSINESS"],"replaces":"404-0000098-0000001","ship_by":{"earliest":"2026-03-01T04:00:00Z","latest":"2026-03-01T05:00:00Z"},"deliver_by":{"earliest":null,"latest":"2026-03-01T06:00:00Z"},"total":{"amount":"12345678901234567890.10","currency":"EUR"},"items":[{"id":"1","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"},{"id":"2","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"}],"packages":[{"reference":"1","status":"SHIPPED","detailed_status":"IN_TRANSIT","carrier":"SEUR","service":"24","created_at":"2026-03-01T01:00:00Z","shipped_at":"2026-03-01T02:00:00Z","items":[["1",3]]}],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T02:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','','12.30','EUR',2,'{"id":"404-0000002-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T02:00:00Z","updated_at":"2026-03-01T02:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"21","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-24T08:54:45.512971+00:00');
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'017465A90D09AA6DDAEDB659C2233B20CB8F0FA4F5222812ACC67E3AC07C00645408713AE6590A66AFF21AB81643BBA08FB5822AB0D18B6499E2019300',X'01EF42D9833ACF69496FE463D5927C9873DF633914F7EAF320A910B4110EB658F079EEA7B6B1FE7248415A7FC02D08FB7DB7C815FB55E23E474832BDB93D5CB7E90962D3DC0BE9796F9BAD65D58023FD09728AC92AD0C98BD47420C4AE20D8B17622C9857EEA541F860849673E0E935D01388E82A72F467E4A0DDA0E4EDC01B91CD94E68F4E7D83706FFA9DA5FFA2FD3B7E2312F09540BBA2BC14B42C962EA53D4AA13B7020D02F430634AD2CA2A8C4D17B036A31EBB7DF7E483F611FD00A99F6DC5D0B6A31993EC4C017F3B2B3D562DC01BD05EDA659521A2EAD8EC4CC57DF5DD11F02E295E91817D9340BD9BB4E9E0F50079EEBFD02CE4899B126C22BF76E00B6A53F62EBF22348584BA2D798E236723CEF5005D6230C4252F6923C114122C5C9B4A1B5E18E525901947D2421DC5E708F5970682BBB3EB95AEB832E8DE25C0968C8A518EBF8DC1C045656DC39E2E8FB58B4CE2327B8DDAEFB7B72675F14DC23ACB127029B0D9C628D06D3ED739F069594E98CD81535972E96D7E6D51BE096ECD474A10BD19C12DC6775A382489D05114192E9E5A0049B94061A187A4F18C6EAAFDFD3128BFDAD2E7C454');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'01A1725915AEB17AA9D46C135CE6AF39B2C6804F156CB16188D7014FBF523E0983AD6150A81E20803F4023E248475C7E8947BE798F85EEFACC99353876',X'0192665C67157B2C56894E261BCB7075F727EEBF9B1F347C352E943386FBF20E34E007081FD312164A7C3802382C5417A23352DB0AC94F9D2BA6FCED4C0AD50DEEC4B086AAD50E6B312D591205D37E6C27357C5B88029F85D3F937D34607126083EC9C94A619DE7D8E38C199F1EFE86E2C0319692CDC6BDE7EDA5027A62DE7FDC940B98BD0EBC1AF9FED5282C2D86540DD045EDD84C43E7EF14309406D4B38F2FA63B7F7D72A8EA7F19D98339CD3152B0933CC58FC3C5C1DCAEA28886BE621EA6EFBD1A380DCAB0AF928F2074B14E2178F47F4FEEBAF7AEFFC9D762919D098A4F4317E950CCB02BBF59035ED20E566D6A99307B90DE5DF67045D5C7C996BC1E4E0BCD2FF564F02B878110B571C3AB0108111E81081A7DBFE8F52E78BC35F99062EBEDDF147EA5C7FD0A35E0AAD0611BC410BB4AF2CB323ED9E6D8F4AF11BC02660627712476A11D53DAA64E2EB5FD81D6ADEFA69066C2C44855174418C0B56A2684A715C827D7CFBC240C4030FC5575464A5CE94C77E3FDEC80F62C85332CB41DD776763A8F3449C1E4851964ABA2743781403C2288EF17B3B6E0EC6E52C115D7D858B0705D12D6097159184A509DA2A82B76E2C71B7');
CREATE TABLE positions (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        until TEXT,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT;
INSERT INTO "positions" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','page 2','2026-03-05T04:00:00.000000+00:00');
CREATE TABLE quotas (
        scope TEXT NOT NULL,
        operation TEXT NOT NULL,
        tokens REAL NOT NULL,
        at REAL NOT NULL,
        rate REAL NOT NULL,
        burst REAL NOT NULL,
        PRIMARY KEY (scope, operation)
    ) STRICT;
CREATE TABLE run_events (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        at TEXT NOT NULL,
        connection TEXT NOT NULL,
        level TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
INSERT INTO "run_events" VALUES(1,1,'2026-11-24T08:54:45.517795+00:00','acme','warning','text');
CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        names TEXT NOT NULL,
        process TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        status TEXT NOT NULL,
        exit_code INTEGER,
        summary TEXT NOT NULL
    ) STRICT;
INSERT INTO "runs" VALUES(1,'import','["acme"]','9577 236238','2026-11-24T08:54:45.517704+00:00','2026-11-24T08:54:45.517834+00:00','success',0,'{"new": 1}');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'01E9A386CE89D45B0BF77A70D8FE2D129207114FD7AF3F1DC1E0501D34A58DC41827FD011BE276','2026-03-01T01:00:00.000000+00:00');
CREATE INDEX orders_by_age ON orders (created_at, seller, order_id);
CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id);
CREATE INDEX run_events_by_run ON run_events (run_id);
COMMIT;
