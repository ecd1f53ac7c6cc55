# SPDX-License-Identifier: Apache-2.0
"""Names and figures of the synthetic city. Everything is made up and says so (示例)."""

COUNTIES = ["示例东区", "示例西区", "示例南县", "示例北县", "示例新区", "示例高新区"]
NUMERALS = "一二三四五六七八九十"

# type: sector, project name, unit name, capacity range (low, high, step), capacity unit, capacity text,
# investment in 万元 per unit of capacity (low, high), design output per month as a part of capacity.
TYPES = {
    "wwtp": ("城市基础设施", "{c}第{n}污水处理厂工程", "清源水务", (20000, 100000, 10000), "m³/d",
             "日处理污水{v}立方米", (0.35, 0.55), 1.0),
    "pipenet": ("城市基础设施", "{c}{n}号路地下管网升级改造工程", "城建管网", (3, 10, 1), "km",
                "改造管网{v}公里", (1500, 3000), None),
    "lime": ("新材料", "{c}{n}号矿区年产{w}万吨活性氧化钙项目", "钙基材料", (500000, 4000000, 500000), "t/a",
             "年产{w}万吨", (0.03, 0.05), 1 / 12),
    "finechem": ("化工", "{c}年产{v}吨特种聚合物项目（{n}期）", "特种化学", (3000, 20000, 1000), "t/a",
                 "年产{v}吨", (5.0, 9.0), 1 / 12),
    "anode": ("新能源", "{c}年产{w}万吨锂电负极材料项目（{n}期）", "负极材料", (10000, 60000, 10000), "t/a",
              "年产{w}万吨", (1.5, 2.5), 1 / 12),
    "batteryrecycle": ("循环经济", "{c}年处理{w}万吨废旧电池综合利用项目（{n}期）", "循环科技",
                       (20000, 120000, 20000), "t/a", "年处理{w}万吨", (0.4, 0.7), 1 / 12),
    "machinery": ("装备制造", "{c}年产{v}台智能农机项目（{n}期）", "农机装备", (1000, 8000, 1000), "台/a",
                  "年产{v}台", (4.0, 8.0), 1 / 12),
    "factory": ("园区建设", "{c}{n}号园标准厂房项目", "园区开发", (30000, 150000, 10000), "m²",
                "建筑面积{v}平方米", (0.25, 0.4), None),
    "pv": ("新能源", "{c}{v}兆瓦光伏发电项目（{n}期）", "光伏能源", (50, 200, 50), "MW", "装机{v}兆瓦",
           (380, 460), None),
    "railfreight": ("现代物流", "{c}{n}号铁路货运站及专用线项目", "铁路物流", (500000, 3000000, 500000), "t/a",
                    "年货运量{w}万吨", (0.03, 0.06), 1 / 12),
}
# Links go from an earlier type to a later one only, so the city's network has no loop.
# (from type, to type, the phase of the activity that waits, words)
COUPLINGS = [
    ("railfreight", "lime", "T", "专用线开通后外运"), ("railfreight", "anode", "T", "专用线开通后外运"),
    ("pipenet", "wwtp", "T", "主干管通水后进水"), ("pipenet", "factory", "S4", "园区管网接入"),
    ("wwtp", "finechem", "T", "污水处理厂投用后排水"), ("factory", "machinery", "C", "厂房交付后装机"),
    ("factory", "batteryrecycle", "C", "厂房交付后改造"), ("pv", "anode", "T", "变电站投运后送电"),
]

DEPARTMENTS = {
    "发改": "示例市发展和改革委员会", "行政审批": "示例市行政审批服务管理局", "自然资源": "示例市规划和自然资源局",
    "生态环境": "示例市生态环境局", "住建": "示例市住房和城乡建设局", "应急": "示例市应急管理局",
    "水利": "示例市水利局", "能源": "示例市能源局", "财政": "示例市财政局", "金融": "示例市金融办",
    "林草": "示例市林业和草原局", "工信": "示例市工业和信息化局", "交通": "示例市交通运输局",
    "城管": "示例市城市管理局", "电网": "示例供电公司", "市政公用": "示例市政公用集团",
    "司法": "示例市司法局", "招商": "示例市招商局", "市场监管": "示例市市场监督管理局",
    "铁路局": "示例铁路局集团", "园区": "示例经济开发区管委会",
}
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"

# kind: (department word, phases that it holds, texts, asks)
BLOCKERS = {
    "permits": ("行政审批", "S1 S2 S3 T", ["报批材料退回补正，尚未重新受理", "专家评审会未排期"],
                ["请行政审批局容缺受理并于五日内组织评审"]),
    "land": ("自然资源", "S1", ["新增建设用地指标缺口未落实", "土地出让方案未批"],
             ["请规划和自然资源局调剂用地指标并明确出让时间"]),
    "relocation": ("园区", "S1 C", ["红线内尚有住户未签协议", "地上杆线和坟茔未迁"],
                   ["请属地政府限期完成清表交地"]),
    "ecology": ("林草", "S1", ["使用林地手续在省级审查", "压覆矿评估未出结论"], ["请林草局派专人赴省衔接"]),
    "quotas": ("能源", "S1", ["能耗指标需省级统筹", "主要污染物排放总量指标未落实"],
               ["请能源局提出等量替代方案报省"]),
    "utilities": ("电网", "C T", ["外电线路路径未定，杆塔占地未谈妥", "临时用水未接通"],
                  ["请供电公司确定路径并给出送电日期"]),
    "funds": ("财政", "S1 E C", ["专项债资金尚未下达", "银行贷款审批未过会"], ["请财政局明确资金到位时间"]),
    "design": ("住建", "S2 C", ["施工图审查意见未闭合", "地勘与设计标高不符需变更"],
               ["请住建局组织设计、图审单位现场会商"]),
    "ground": ("住建", "C", ["基坑揭露采空区需治理", "边坡渗水需补充支护"], ["请住建局组织专家论证治理方案"]),
    "supply": ("工信", "E S3", ["关键设备厂家延期交货", "招标流标需重新组织"], ["请业主与厂家签订补充交期协议"]),
    "safety": ("应急", "C T", ["安全检查停工整改未复查", "扬尘管控停工"], ["请应急管理局三日内组织复工核查"]),
    "market": ("招商", "R E", ["产品价格下行，业主放缓投资", "下游客户认证未定"], ["请招商局会同业主明确投资节奏"]),
    "disputes": ("司法", "C S1", ["承包合同纠纷进入仲裁", "相邻权人提起诉讼"], ["请司法局牵头调解，明确先行施工条件"]),
}

# factor: unit, type -> need per unit of capacity
FACTORS = {
    "land": {"wwtp": 0.0012, "lime": 0.00015, "finechem": 0.012, "anode": 0.006, "batteryrecycle": 0.0015,
             "machinery": 0.03, "factory": 0.002, "pv": 30, "railfreight": 0.00025},
    "energy": {"lime": 0.13, "finechem": 1.2, "anode": 1.4, "batteryrecycle": 0.15, "machinery": 1.0},
    "emission": {"lime": 0.00008, "finechem": 0.002, "anode": 0.0008, "batteryrecycle": 0.0004},
    "water": {"lime": 0.25, "finechem": 20, "anode": 3, "batteryrecycle": 2, "machinery": 15},
    "power": {"wwtp": 0.00006, "lime": 0.000016, "finechem": 0.0012, "anode": 0.0016,
              "batteryrecycle": 0.0002, "machinery": 0.0025, "factory": 0.0001},
    "labour": {"lime": 0.0001, "finechem": 0.02, "anode": 0.01, "batteryrecycle": 0.003, "machinery": 0.06},
}
HAZARDS = {
    "general": ["临边防护缺失", "配电箱未上锁", "脚手架连墙件不足", "动火作业无监护"],
    "major": ["深基坑支护变形超限", "高支模未经论证", "起重机械带病运行"],
}
STAGE_WORDS = {
    "conceived": ["前期论证"], "preparing": ["办理前期手续"], "ready": ["手续齐备"], "building": ["正在施工"],
    "completed": ["主体完工"], "trial": ["试生产"], "producing": ["投产"],
}
