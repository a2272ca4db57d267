<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
 <context>
  <name>ui</name>
  <message>
   <location filename="../../ui/app.py" />
   <source>PySide6 6.12.0 与 Python 3.11 及更早版本一起用会中途退出，请安装 6.8.0.2。</source>
   <translation>PySide6 6.12.0 stops in the middle with Python 3.11 and earlier; please install 6.8.0.2.</translation>
  </message>
  <message>
   <location filename="../../ui/app.py" />
   <source>枫桥调解台</source>
   <translation>Fengqiao Desk</translation>
  </message>
  <message>
   <location filename="../../ui/fields/base.py" />
   <source>（依据：{}）</source>
   <translation> (basis: {})</translation>
  </message>
  <message>
   <location filename="../../ui/fields/base.py" />
   <source>请填写“{}”。</source>
   <translation>Please fill in “{}”.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>星期一</source>
   <translation>Monday</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>星期二</source>
   <translation>Tuesday</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>星期三</source>
   <translation>Wednesday</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>星期四</source>
   <translation>Thursday</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>星期五</source>
   <translation>Friday</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>星期六</source>
   <translation>Saturday</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>星期日</source>
   <translation>Sunday</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>看不懂这个时间。</source>
   <translation>This time cannot be read.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>看不懂这个日期。</source>
   <translation>This date cannot be read.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>请写成9:30，或者0930。</source>
   <translation>Write 9:30 or 0930.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>请写成2026-11-20、20261120，或者写“今天”。</source>
   <translation>Write 2026-11-20, 20261120, or “今天” for today.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>2026-11-20 或 今天</source>
   <translation>2026-11-20 or 今天</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>9:30</source>
   <translation>9:30</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>2026-11-20 9:30 或 今天 9:30</source>
   <translation>2026-11-20 9:30 or 今天 9:30</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>请核对月份和日子。</source>
   <translation>Please check month and day.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>{}，{}天后</source>
   <translation>{}, in {} days</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>{}年{}月{}日这一天不存在。</source>
   <translation>There is no day {}-{}-{}.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/dates.py" />
   <source>{}，今天</source>
   <translation>{}, today</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>再加一期</source>
   <translation>Another part</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>去掉这项</source>
   <translation>Remove this</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>种类</source>
   <translation>Kind</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>由谁</source>
   <translation>Who</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>向谁</source>
   <translation>To whom</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>总额</source>
   <translation>Total</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>内容</source>
   <translation>What</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>方式</source>
   <translation>How</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>去掉第{}项</source>
   <translation>Remove item {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>付款</source>
   <translation>Pay</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>做事</source>
   <translation>Act</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>如：赔偿渗水损失；修好卫生间防水</source>
   <translation>e.g. compensate the water damage; repair the bathroom</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>如：现金、银行转账、当面交付</source>
   <translation>e.g. cash, transfer, handed over</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>收款账号</source>
   <translation>Account</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>各期合计{}元，与总额{}元不一致。</source>
   <translation>The parts add up to {} yuan, the total is {} yuan.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>第{}项</source>
   <translation>Item {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>请改正总额或者某一期。</source>
   <translation>Please correct the total or one of the parts.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>✓ {}期合计{}元</source>
   <translation>✓ {} parts, together {} yuan</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_card.py" />
   <source>✗ 各期合计{}元，总额{}元</source>
   <translation>✗ parts together {} yuan, total {} yuan</translation>
  </message>
  <message>
   <location filename="../../ui/fields/duty_rows.py" />
   <source>再加一项履行内容</source>
   <translation>Another duty</translation>
  </message>
  <message>
   <location filename="../../ui/fields/identity.py" />
   <source>男</source>
   <translation>male</translation>
  </message>
  <message>
   <location filename="../../ui/fields/identity.py" />
   <source>女</source>
   <translation>female</translation>
  </message>
  <message>
   <location filename="../../ui/fields/identity.py" />
   <source>18位，可以刷身份证</source>
   <translation>18 digits; a card can be read</translation>
  </message>
  <message>
   <location filename="../../ui/fields/identity.py" />
   <source>✓ 号码正确　{}　{}年{}月{}日</source>
   <translation>✓ number is right  {}  born {}-{}-{}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/money.py" />
   <source>如 3500 或 3千5百</source>
   <translation>e.g. 3500</translation>
  </message>
  <message>
   <location filename="../../ui/fields/money.py" />
   <source>请核对。</source>
   <translation>Please check.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/money.py" />
   <source>不能少于{}。</source>
   <translation>Not less than {}.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/money.py" />
   <source>不能多于{}。</source>
   <translation>Not more than {}.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/money.py" />
   <source>人民币{}</source>
   <translation>CNY {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/number.py" />
   <source>这里只能填数字。</source>
   <translation>Digits only.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/number.py" />
   <source>这个数字不在允许的范围里。</source>
   <translation>This number is out of range.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/number.py" />
   <source>请只写阿拉伯数字。</source>
   <translation>Please write digits only.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/part_row.py" />
   <source>金额</source>
   <translation>Amount</translation>
  </message>
  <message>
   <location filename="../../ui/fields/part_row.py" />
   <source>期限</source>
   <translation>Due</translation>
  </message>
  <message>
   <location filename="../../ui/fields/part_row.py" />
   <source>第十期</source>
   <translation>Tenth part</translation>
  </message>
  <message>
   <location filename="../../ui/fields/part_row.py" />
   <source>第{}期期限</source>
   <translation>Due day of part {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/part_row.py" />
   <source>第{}期金额</source>
   <translation>Amount of part {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/part_row.py" />
   <source>去掉第{}期</source>
   <translation>Remove part {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/part_row.py" />
   <source>第{}期</source>
   <translation>Part {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>就是此人</source>
   <translation>This person</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>已登记过：{}　{}　（{}件）</source>
   <translation>Already registered: {}  {}  ({} cases)</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>更多：代理人、监护人、其他证件……</source>
   <translation>More: agent, guardian, other documents …</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>类别</source>
   <translation>Kind</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>身份证号</source>
   <translation>ID number</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>性别</source>
   <translation>Sex</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>住址</source>
   <translation>Address</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>就是此人 {}</source>
   <translation>This is the person: {}</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>个人</source>
   <translation>Person</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>单位</source>
   <translation>Organisation</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>民族</source>
   <translation>Ethnic group</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>出生日期</source>
   <translation>Born</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>单位职业</source>
   <translation>Work</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>证件种类</source>
   <translation>Document</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>未提供号码</source>
   <translation>No number given</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>监护人</source>
   <translation>Guardian</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>委托代理人</source>
   <translation>Agent</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>一般授权</source>
   <translation>General power</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>特别授权</source>
   <translation>Special power</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>代理权限</source>
   <translation>Power</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>单位名称</source>
   <translation>Organisation</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>信用代码</source>
   <translation>Credit code</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>法定代表人</source>
   <translation>Representative</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>职务</source>
   <translation>Post</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>联系电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>单位地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>原因，如：没带在身上</source>
   <translation>why, e.g. not at hand</translation>
  </message>
  <message>
   <location filename="../../ui/fields/person_block.py" />
   <source>18位统一社会信用代码</source>
   <translation>18-character credit code</translation>
  </message>
  <message>
   <location filename="../../ui/fields/rows.py" />
   <source>加一行</source>
   <translation>Add a line</translation>
  </message>
  <message>
   <location filename="../../ui/fields/signature_pad.py" />
   <source>签名的地方</source>
   <translation>Where to sign</translation>
  </message>
  <message>
   <location filename="../../ui/fields/text.py" />
   <source>国</source>
   <translation>国</translation>
  </message>
  <message>
   <location filename="../../ui/fields/text.py" />
   <source>长材料请作为附件放进案件。</source>
   <translation>Please attach long material to the case.</translation>
  </message>
  <message>
   <location filename="../../ui/fields/text.py" />
   <source>粘贴的文字太长，只收下了前{}个字。</source>
   <translation>The pasted text is too long; only the first {} characters were taken.</translation>
  </message>
  <message>
   <location filename="../../ui/i18n/__init__.py" />
   <source>中文</source>
   <translation>中文</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>要打印的文书上会印这个日期。还没有打印，已经保存的内容没有受影响。</source>
   <translation>What is printed will bear this date. Nothing has been printed yet; what was saved is safe.</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>请核对日期</source>
   <translation>Check the date</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>是对的，照这个日期打印</source>
   <translation>It is right: print with this date</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>去改日期再打</source>
   <translation>Set the date first</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>程序出错了</source>
   <translation>The program made a mistake</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>已经保存的内容没有受影响，刚才这一步没有完成。</source>
   <translation>What was saved is safe; this step was not completed.</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>请再试一次；还不行，请把下面的代码告诉技术人员。</source>
   <translation>Please try again; if it fails, give the code below to your technician.</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>知道了</source>
   <translation>OK</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>{}
今天是几号？</source>
   <translation>{}
Which day is it today?</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>请改一下</source>
   <translation>Please correct this</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>已经保存的内容没有受影响。</source>
   <translation>What was saved is safe.</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>没有办成</source>
   <translation>Not done</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>不，返回</source>
   <translation>No, go back</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>代码：{}</source>
   <translation>Code: {}</translation>
  </message>
  <message>
   <location filename="../../ui/reporters.py" />
   <source>依据：{}</source>
   <translation>Basis: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>日期</source>
   <translation>Date</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>做法</source>
   <translation>Way of working</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>状态</source>
   <translation>State</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>没有待办</source>
   <translation>Nothing to do</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>公共事务</source>
   <translation>Public affairs</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>记一件</source>
   <translation>Record one</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>打开</source>
   <translation>Open</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>已办结</source>
   <translation>Closed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>全部</source>
   <translation>All</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>来源：{}。</source>
   <translation>Source: {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>下一次：{}。</source>
   <translation>Next time: {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activities.py" />
   <source>来源没有说、可以自定的：{}。</source>
   <translation>The source leaves open, you may settle: {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>办结</source>
   <translation>Finish</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>撤回</source>
   <translation>Take back</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>加一项</source>
   <translation>Add an item</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>办好了</source>
   <translation>Done</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>去掉</source>
   <translation>Remove</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>已保存</source>
   <translation>Saved</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>撤回这件登记错的事：以后不再列出，办理记录里留着。</source>
   <translation>Take back what was entered by mistake: it is listed no more and stays in the record.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>{}前</source>
   <translation>before {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>加一项 {}</source>
   <translation>Add an item {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>办好了 {}</source>
   <translation>Done {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/activity_page.py" />
   <source>去掉 {}</source>
   <translation>Remove {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/cases_of.py" />
   <source>编号</source>
   <translation>Number</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/cases_of.py" />
   <source>关联</source>
   <translation>Link</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/cases_of.py" />
   <source>由此引出的案件</source>
   <translation>Matters that came out of this</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/cases_of.py" />
   <source>案件编号</source>
   <translation>Number of the matter</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/cases_of.py" />
   <source>没有这个编号的另一件事，请核对编号。</source>
   <translation>There is no other case with this number; please check it.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/activities/cases_of.py" />
   <source>{}　{}</source>
   <translation>{}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>时间、地点、起因、损失、争的是什么、各方有什么责任</source>
   <translation>When, where, why, the loss, what is disputed, who is responsible for what</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>一条写一行，如：许志强赔偿周桂兰损失6,000.00元。</source>
   <translation>One per line, e.g.: A pays B 6,000.00 yuan.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>下一步</source>
   <translation>Next</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>不写了</source>
   <translation>Stop writing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>书面</source>
   <translation>Written</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>口头</source>
   <translation>Oral</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>形式</source>
   <translation>Form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>达成日期</source>
   <translation>Agreed on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>地点</source>
   <translation>Place</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>调解员</source>
   <translation>Mediators</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>记录人</source>
   <translation>Recorder</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>申请司法确认</source>
   <translation>Court confirmation wanted</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>纠纷事实</source>
   <translation>Facts of the dispute</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>协议内容</source>
   <translation>Terms</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>违约处理</source>
   <translation>If broken</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>已当场履行完</source>
   <translation>All performed on the spot</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>达成协议</source>
   <translation>Agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>双方约定了才写</source>
   <translation>Only if the parties agreed on it</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>① 事实和条款</source>
   <translation>① Facts and terms</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>② 履行内容</source>
   <translation>② Duties</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>还有{}处要留意，改好上面的再看。</source>
   <translation>{} more to look at; mend those above first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_editor.py" />
   <source>付款合计：{}</source>
   <translation>Payments together: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>写协议</source>
   <translation>Write the agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>印协议</source>
   <translation>Print the agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>口头协议</source>
   <translation>Oral agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>书面协议</source>
   <translation>Written agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>协议已记下。接着印协议书，请双方签名。</source>
   <translation>The agreement is recorded. Next print it and have both sides sign.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>重新订立协议</source>
   <translation>Conclude a new agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>{}　{}　{}　调解员{}</source>
   <translation>{}  {}  {}  mediators {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>还没有达成协议。</source>
   <translation>No agreement yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>✓ 已当场履行完</source>
   <translation>✓ performed on the spot</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/agreement_tab.py" />
   <source>违约处理：{}</source>
   <translation>If broken: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>回到列表</source>
   <translation>Back to the list</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>上一页</source>
   <translation>Page before</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>下一页</source>
   <translation>Next page</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>整页</source>
   <translation>Whole page</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>放大</source>
   <translation>Larger</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>正在打开…</source>
   <translation>Opening…</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>{} 第{}页</source>
   <translation>{} page {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachment_view.py" />
   <source>第{}页　共{}页</source>
   <translation>Page {} of {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>照片</source>
   <translation>Photo</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>扫描件</source>
   <translation>Scan</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>录音</source>
   <translation>Audio</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>文件</source>
   <translation>File</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>添加文件</source>
   <translation>Add a file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>也可以把文件拖到这里，或者按Ctrl+V粘贴。加入时记下指纹，原样加密保存。</source>
   <translation>Files may also be dragged here or pasted with Ctrl+V. Their fingerprint is noted when they come in; they are kept unchanged and encrypted.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>另存一份</source>
   <translation>Save a copy</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>看</source>
   <translation>Look</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>选择文件</source>
   <translation>Choose a file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>剪贴板里没有文件或图片。</source>
   <translation>There is no file or picture in the clipboard.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>{}　{}　{} KB　指纹 {}</source>
   <translation>{}  {}  {} KB  hash {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>还没有附件。</source>
   <translation>No attachments yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>另存一份 {}</source>
   <translation>Save a copy of {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>看 {}</source>
   <translation>Look at {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>已加入：{}</source>
   <translation>Added: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>粘贴的图片{}.{}</source>
   <translation>pasted-{}.{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/attachments_tab.py" />
   <source>已存到 {}</source>
   <translation>Saved to {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>当事人</source>
   <translation>Parties</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>诉求与事实</source>
   <translation>Claims</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>调解笔录</source>
   <translation>Minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>协议与履行</source>
   <translation>Agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>信访办理</source>
   <translation>Petition</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>文书</source>
   <translation>Papers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>附件</source>
   <translation>Files</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>回访评价</source>
   <translation>Follow-up</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>经过</source>
   <translation>History</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>诉求</source>
   <translation>Claims</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>笔录</source>
   <translation>Minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>协议</source>
   <translation>Agreement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>办理</source>
   <translation>Steps</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>回访</source>
   <translation>Follow-up</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>案件内容</source>
   <translation>Contents of the case</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>已记下。</source>
   <translation>Recorded.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>重新办理这件事：结案会留在经过里，案件回到办理中。</source>
   <translation>Take this up again: the closing stays in the history, the case is open again.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>重新办理</source>
   <translation>Reopen</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>查看完整的号码和住址：写明为什么要看，会记在操作记录里。</source>
   <translation>See numbers and addresses whole: write why; it goes into the journal.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>查看</source>
   <translation>Looks</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>把这件事退回县里：原因会报给县里，由县里另行交办，你这里不能再办。</source>
   <translation>Give this matter back to the county: the reason goes to the county, which assigns it anew; you cannot work on it any more.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>退回县里</source>
   <translation>Give back to the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>等县里移交</source>
   <translation>Waits for the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>已结案</source>
   <translation>Closed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>正在办理</source>
   <translation>Open</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>办理经过</source>
   <translation>Course</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>这件事正在移交：放行的记录随下一个数据包到县里，由县里交给接着办的站。</source>
   <translation>This matter is being passed on: the record of its release goes to the county with the next bundle, and the county gives it to the station that goes on.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>换承办人</source>
   <translation>Change the handler</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>已撤销。</source>
   <translation>Undone.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>已退回县里。</source>
   <translation>Given back to the county.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>下一步：{}</source>
   <translation>Next: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>（{}）</source>
   <translation> ({})</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>为什么：{}{}</source>
   <translation>Why: {}{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/case_page.py" />
   <source>已重新办理。</source>
   <translation>Reopened.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>● 县里交办</source>
   <translation>● assigned by the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>▲ 县里要移交</source>
   <translation>▲ the county wants it handed over</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>▲ 退回补正</source>
   <translation>▲ returned for completion</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>● 县里批注</source>
   <translation>● comment of the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>▲ 迟到的改动</source>
   <translation>▲ late changes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>▲ 两种写法</source>
   <translation>▲ two versions</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>纠纷类型</source>
   <translation>Kind of dispute</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>案件来源</source>
   <translation>Source</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>发生地点</source>
   <translation>Place</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>涉及人数</source>
   <translation>Persons involved</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>纠纷情况</source>
   <translation>Facts</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>原承办站有{}处改动，请决定是否采纳</source>
   <translation>The former station made {} changes; please decide whether they count</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>有{}项内容出现两种写法，请选定一种</source>
   <translation>{} fields have two versions; please choose one</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>（{}）{}</source>
   <translation>({}) {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>采纳</source>
   <translation>Accept</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>不采纳</source>
   <translation>Do not accept</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/county_band.py" />
   <source>用“{}”</source>
   <translation>Use “{}”</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>10年</source>
   <translation>10 years</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>30年</source>
   <translation>30 years</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>永久</source>
   <translation>for ever</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>■ 必须</source>
   <translation>■ required</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>▲ 按需</source>
   <translation>▲ if applicable</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>○ 可选</source>
   <translation>○ optional</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>卷宗标签</source>
   <translation>File labels</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>装订进度</source>
   <translation>Binding</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>现在还没有可以装订的文书；待签稿要先记下签名。</source>
   <translation>Nothing to bind yet; signatures of prepared papers must be recorded first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>检查人</source>
   <translation>Checked by</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>保管期限</source>
   <translation>Kept for</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>情况说明</source>
   <translation>Note</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>双面打印</source>
   <translation>Double-sided</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>先不装订</source>
   <translation>Not now</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>不选就按规定</source>
   <translation>as prescribed unless chosen</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>每份文书从新的一张纸起</source>
   <translation>Each paper begins on a new sheet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>卷宗：{}</source>
   <translation>Dossier: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>还缺这些，点一下去办：</source>
   <translation>Still missing; click to do it:</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>✓ 该有的都有了，日期前后也对。</source>
   <translation>✓ Everything is there, and the dates fit.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>装入：{}</source>
   <translation>Contents: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>装订{}</source>
   <translation>Bind {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/dossier_sheet.py" />
   <source>正在装订</source>
   <translation>Binding</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/draw_sheet.py" />
   <source>这是签名图像，不能代替纸上的亲笔签名；要归档、要司法确认的请在纸上签。</source>
   <translation>This is a picture of a signature and does not replace the one on paper; sign on paper what is filed or confirmed by a court.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/draw_sheet.py" />
   <source>签好了</source>
   <translation>Signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/draw_sheet.py" />
   <source>重写</source>
   <translation>Again</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/draw_sheet.py" />
   <source>不签</source>
   <translation>Do not sign</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/draw_sheet.py" />
   <source>请{}在框里写自己的名字</source>
   <translation>{}, please write your name in the box</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>一条写一行</source>
   <translation>one per line</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>类型</source>
   <translation>Type</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>来源</source>
   <translation>Source</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>保存更正</source>
   <translation>Save corrections</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>恢复原样</source>
   <translation>Undo changes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>情况</source>
   <translation>Facts</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>更正已保存，原来的内容留在“经过”里。</source>
   <translation>Corrections saved; the old text stays in the history.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>没有改动。</source>
   <translation>Nothing changed.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>{}　{}登记，登记人{}　办理规程：{}</source>
   <translation>{}  registered {} by {}  procedure: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/facts_tab.py" />
   <source>▲ 县里：{}</source>
   <translation>▲ County: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handler_sheet.py" />
   <source>承办人</source>
   <translation>Handler</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handler_sheet.py" />
   <source>交给这位</source>
   <translation>Give it to this person</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handler_sheet.py" />
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handler_sheet.py" />
   <source>现在由{}承办。换了以后，号码和住址由接手的人看全。</source>
   <translation>{} handles this now. After the change whoever takes over sees numbers and addresses whole.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handler_sheet.py" />
   <source>已交给{}承办。</source>
   <translation>Given to {}, who handles it now.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>现在要办</source>
   <translation>To do now</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>现在要办（可以同时进行）</source>
   <translation>To do now (in any order)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>办这一步</source>
   <translation>Do this step</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>请留意</source>
   <translation>Please note</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>先要审批，才能印</source>
   <translation>Approval first, then print</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>（还要送达）</source>
   <translation> (to be served too)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>已经结案。</source>
   <translation>Closed.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>没有等着办的步骤。</source>
   <translation>No step is waiting.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>到“文书”里出</source>
   <translation>Make it under “Papers”</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>结案还差</source>
   <translation>Missing before closing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>已经办过</source>
   <translation>Done so far</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>（第{}次）</source>
   <translation> (no. {})</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>需要时也可以办</source>
   <translation>When needed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>{}前办完</source>
   <translation>before {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>办这一步：{}</source>
   <translation>Do this step: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>还缺的文书</source>
   <translation>Missing papers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>　还差{}份</source>
   <translation>  {} more</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>■ {}</source>
   <translation>■ {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>《{}》：{}</source>
   <translation>“{}”: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>　报给{}</source>
   <translation>  reported to {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>为什么：{}</source>
   <translation>Why: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/handling_tab.py" />
   <source>✓ {}　{}</source>
   <translation>✓ {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/history_tab.py" />
   <source>撤销这一步</source>
   <translation>Undo this step</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/history_tab.py" />
   <source>这件事共{}条记录：已写入{}，已导出{}，县里已收到{}，已稳妥保存{}。</source>
   <translation>{} records of this case: written {}, exported {}, at the county {}, safely kept {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>查法条</source>
   <translation>Find a law</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>输入字词或者条号，如 漏水、290</source>
   <translation>words or article number, e.g. 漏水, 290</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>法条</source>
   <translation>Articles</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>写进笔录</source>
   <translation>Write down</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>导入法律全文</source>
   <translation>Import the full text of a law</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>（要点未核实，引用前请看原文）</source>
   <translation> (summary not verified; read the text before quoting)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>这里只有要点；原文可以导入。</source>
   <translation>Only a summary is here; the text can be imported.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>选择法律全文（纯文本）</source>
   <translation>Choose the full text of a law (plain text)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>纯文本 (*.txt)</source>
   <translation>Plain text (*.txt)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>没有找到。换一个字词，或者写条号。</source>
   <translation>Nothing found. Try another word or the article number.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>原文：{}</source>
   <translation>Text: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>{}的原文已导入，共{}条。</source>
   <translation>The text of {} is imported, {} articles.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>按照{}，{}</source>
   <translation>By {}, {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/law_finder.py" />
   <source>要点：{}{}</source>
   <translation>Summary: {}{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>中止计算</source>
   <translation>suspended</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>已过期，权利人没有行使</source>
   <translation>expired, the right was not used</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>已经延长过</source>
   <translation>extended once already</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>▲ 这个期限没有核实到出处，只作提醒，不写进文书</source>
   <translation>▲ The source of this limit is not confirmed; it only reminds and is on no paper</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>从{}起算{}</source>
   <translation>from {}: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>现在没有正在计算的期限。</source>
   <translation>No limit is running.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>{} {} 前</source>
   <translation>{} {} before</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>，遇假日顺延到{}</source>
   <translation>, moved to {} by holidays</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>当事人的期限：最后一天{}{}</source>
   <translation>Limit of the party: last day {}{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_cards.py" />
   <source>最后一天{}</source>
   <translation>Last day {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>延长期限</source>
   <translation>Extend</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>恢复计算</source>
   <translation>Resume</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>延长</source>
   <translation>Extend</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>期限已改，原因和批准人留在“经过”里。</source>
   <translation>The limit is changed; reason and approver are in the history.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>到哪一天</source>
   <translation>Until</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>批准（同意）人</source>
   <translation>Approved by</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>延到哪一天</source>
   <translation>Extend until</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>从哪天起</source>
   <translation>From</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>中止到哪天</source>
   <translation>Suspended until</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/limit_sheet.py" />
   <source>{}：{}</source>
   <translation>{}: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>并案</source>
   <translation>Joined</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>重复件</source>
   <translation>Repeated</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>移送</source>
   <translation>Referred</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>回流</source>
   <translation>Came back</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>关系</source>
   <translation>Relation</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>关联的事项</source>
   <translation>Linked matters</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>撤回关联</source>
   <translation>Undo the link</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>另一件的编号</source>
   <translation>Number of the other case</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>{}：{}　{}</source>
   <translation>{}: {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/links.py" />
   <source>撤回关联 {}</source>
   <translation>Undo the link {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/masked_band.py" />
   <source>写明事由查看</source>
   <translation>Show whole, with a reason</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/masked_band.py" />
   <source>这件事已经结案</source>
   <translation>This matter is closed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/masked_band.py" />
   <source>这件事不是你经办的</source>
   <translation>You do not handle this matter</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/masked_band.py" />
   <source>{}，证件号码、电话、住址和账号只显示一部分。</source>
   <translation>{}; ID numbers, telephones, addresses and accounts are shown in part only.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>导入名单</source>
   <translation>Import a list</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>加入这些人</source>
   <translation>Add these people</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>本人诉求</source>
   <translation>Their claim</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>约定</source>
   <translation>Agreed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>已收</source>
   <translation>Received</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>选择成员名单（表格）</source>
   <translation>Choose the list of members (table)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>成员、诉求和给付</source>
   <translation>Members, claims, payments</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>{}人　约定{}元　已收{}元</source>
   <translation>{} people  agreed {} yuan  received {} yuan</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>名单里新{}人，已在案{}人，有错{}行（有错的不加入）。</source>
   <translation>{} new in the list, {} in the case already, {} lines with faults (not added).</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/members.py" />
   <source>已加入{}人</source>
   <translation>{} people added</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>▲ 待签</source>
   <translation>▲ to be signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>● 已定稿</source>
   <translation>● final</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>● 已签</source>
   <translation>● signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>✓ 已送达</source>
   <translation>✓ served</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>■ 已作废</source>
   <translation>■ void</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>… 草稿</source>
   <translation>… draft</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>作废这份文书：号码仍然占用，原件请收回，注明作废。</source>
   <translation>Make this paper void: its number stays used; take the original back and mark it void.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>印出待签</source>
   <translation>Print for signing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>扫描件归位</source>
   <translation>Bring a scan home</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>存成Word</source>
   <translation>Save as Word</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>作废</source>
   <translation>Make void</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>印空白表</source>
   <translation>Print blank form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>装订卷宗</source>
   <translation>Bind the dossier</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>改后再印一稿</source>
   <translation>Print a new draft</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>空白的地方用笔填。填好后扫描，按“扫描件归位”，就回到这件事里。</source>
   <translation>Fill in the empty places by pen. Scan it and press “Bring a scan home”: it returns to this case.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已定稿</source>
   <translation>Final</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已有文书</source>
   <translation>Papers made</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>点左边的文书，在这里看。</source>
   <translation>Click a paper on the left to see it here.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>《{}》手写表</source>
   <translation>{}: form to fill in by hand</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>第{}稿</source>
   <translation>draft {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>还没有文书。</source>
   <translation>No papers yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>可以出的文书</source>
   <translation>Papers that can be made</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已装订{}，共{}页。</source>
   <translation>Bound {}, {} pages.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>出《{}》</source>
   <translation>Make “{}”</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>《{}》可以出了。按上面的按钮，就印出待签的一稿，号码同时占用。</source>
   <translation>“{}” can be made. The button above prints a draft for signing and reserves the number.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>签名前请再看：</source>
   <translation>Look again before signing: </translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>请先在左边选好是哪份文书。</source>
   <translation>Choose the paper on the left first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>第{}稿，号码占用到签名为止</source>
   <translation>draft {}; the number is reserved until it is signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已出：{}（{}）。</source>
   <translation>Made: {} ({}).</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已存成 {}。它可以编辑，不能代替签名盖章的原件。</source>
   <translation>Saved as {}. It can be edited and does not replace the signed original.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已排进打印队列，在“文书”里可以再打。</source>
   <translation>It waits in the print queue; print it again under Papers.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>《{}》还不能出，还缺上面这些。</source>
   <translation>“{}” cannot be made yet; the facts above are missing.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已存成文件：{}</source>
   <translation>Saved as a file: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已记下{}的签名。</source>
   <translation>Signature of {} recorded.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>用的是县里第{}版模板，{}起用。</source>
   <translation>Made with version {} of the county's template, used from {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已出：{}（{}）。签名前请再看：</source>
   <translation>Made: {} ({}). Look again before signing: </translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>扫描件已加入附件。</source>
   <translation>The scan is attached.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/papers_tab.py" />
   <source>已作废。</source>
   <translation>Made void.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>添加当事人</source>
   <translation>Add a party</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>在案件里是</source>
   <translation>Side</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>离开的原因</source>
   <translation>Why they leave</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>不改了</source>
   <translation>Keep as it was</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>改正</source>
   <translation>Correct</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>离开</source>
   <translation>Leaves</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>申请人</source>
   <translation>Applicant</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>被申请人</source>
   <translation>Respondent</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>第三人</source>
   <translation>Third party</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>如：登记有误；已另案处理</source>
   <translation>e.g. registered by mistake; handled elsewhere</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>{}　→　{}：{}</source>
   <translation>{}  →  {}: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>{}　是{}的{}</source>
   <translation>{}  is {} of {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>改正 {}</source>
   <translation>Correct {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>离开 {}</source>
   <translation>{} leaves</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>法定代表人{}{}</source>
   <translation>Representative {}{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>{}出生</source>
   <translation>born {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>身份证号{}</source>
   <translation>ID {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>{}离开本案</source>
   <translation>{} leaves the case</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>电话{}</source>
   <translation>Phone {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>代理人{}（{}）</source>
   <translation>Agent {} ({})</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/parties_tab.py" />
   <source>监护人{}</source>
   <translation>Guardian {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>记下履行</source>
   <translation>Record performance</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>履行日期</source>
   <translation>Performed on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>备注</source>
   <translation>Note</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>{}→{}</source>
   <translation>{} → {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>登记履行</source>
   <translation>Record</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>现金、转账</source>
   <translation>cash, transfer</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>如：收条已入附件</source>
   <translation>e.g. receipt attached</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>{}元</source>
   <translation>{} yuan</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>（已付{}元）</source>
   <translation> ({} yuan paid)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>登记履行：{}</source>
   <translation>Record performance: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>登记履行 {}</source>
   <translation>Record {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/performance.py" />
   <source>{}已履行</source>
   <translation>{} performed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/phrase_list.py" />
   <source>查常用语</source>
   <translation>Find a phrase</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/phrase_list.py" />
   <source>输入字词筛选</source>
   <translation>words to filter</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/phrase_list.py" />
   <source>常用语</source>
   <translation>Phrases</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/phrase_list.py" />
   <source>删去</source>
   <translation>Delete</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/phrase_list.py" />
   <source>把正在写的加进来</source>
   <translation>Add what is being written</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/phrase_list.py" />
   <source>我的</source>
   <translation>Mine</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/read_back.py" />
   <source>读给双方听</source>
   <translation>Read to both sides</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/read_back.py" />
   <source>上一句（↑）</source>
   <translation>Back (↑)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/read_back.py" />
   <source>下一句（空格）</source>
   <translation>Next (space)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/read_back.py" />
   <source>回去改（Esc）</source>
   <translation>Go back and correct (Esc)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/read_back.py" />
   <source>第{}句，共{}句</source>
   <translation>Turn {} of {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/recording.py" />
   <source>正在录音。请先告诉在场的人。</source>
   <translation>Recording. Please tell everybody present first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/recording.py" />
   <source>没有找到能用的麦克风，笔录照样可以写。插好麦克风再按“录音”。</source>
   <translation>No microphone found; minutes can be written all the same. Plug one in and press “Record” again.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/recording.py" />
   <source>调解录音 {} 第{}段.wav</source>
   <translation>Mediation {} part {}.wav</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/recording.py" />
   <source>录音时的声音指纹 {}　{}</source>
   <translation>Hash of the recording {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/recording.py" />
   <source>{} 第{}句 {}</source>
   <translation>{} turn {} {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/recording.py" />
   <source>录音已存入附件：{}</source>
   <translation>The recording is attached: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/relation_graph.py" />
   <source>{}　{}　{}</source>
   <translation>{}  {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/relation_graph.py" />
   <source>代表</source>
   <translation>delegate</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/relation_graph.py" />
   <source>等{}人</source>
   <translation> and others, {} people</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/relation_graph.py" />
   <source>应付{}元，还差{}元</source>
   <translation>owes {} yuan, {} yuan open</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/relation_graph.py" />
   <source>委托代理人{}</source>
   <translation>Agent {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/relation_graph.py" />
   <source>关系图：{}</source>
   <translation>Relations: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/relation_graph.py" />
   <source>{}与{}</source>
   <translation>{} and {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>送给谁</source>
   <translation>Served on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>拒绝签收</source>
   <translation>Refused to sign</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>记下送达</source>
   <translation>Record the service</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>送达已记下，期限从收到那天起算。</source>
   <translation>Service recorded; the limit runs from the day of receipt.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>收到日期</source>
   <translation>Received on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>送达方式</source>
   <translation>Way</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>签收人</source>
   <translation>Signed by</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>拒收要有见证人或者拍照（民事诉讼法第八十九条，参照）</source>
   <translation>A refusal needs a witness or a photo (Civil Procedure Law Art. 89, for reference)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>见证人</source>
   <translation>Witness</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>本人签收可以不填</source>
   <translation>empty if signed in person</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>几个人用顿号隔开</source>
   <translation>separate names with 、</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/serve_sheet.py" />
   <source>登记送达：《{}》{}</source>
   <translation>Record service: “{}” {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>如：可以在2027年3月1日前向县劳动仲裁委申请仲裁，或者向人民法院起诉</source>
   <translation>e.g. may go to labour arbitration or to court before 1 March 2027</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>写法</source>
   <translation>Style</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>到场的当事人</source>
   <translation>Parties present</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>问答式</source>
   <translation>Dialogue</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>叙述式</source>
   <translation>Narrative</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>开始</source>
   <translation>Begin</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>结束</source>
   <translation>End</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>参加人</source>
   <translation>Others present</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>已告知权利义务</source>
   <translation>Rights were told</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>双方同意调解</source>
   <translation>Both sides consent</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>要求不公开</source>
   <translation>Not in public</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>一、申请人陈述及要求</source>
   <translation>1. What the applicant says and wants</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>二、被申请人陈述及意见</source>
   <translation>2. What the respondent says</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>三、查明的事实</source>
   <translation>3. Facts established</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>四、争议焦点与释法说理</source>
   <translation>4. The dispute and the law</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>五、协商经过和结果</source>
   <translation>5. How it was settled</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>继续调解</source>
   <translation>To be continued</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>调解不成</source>
   <translation>Failed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>不成的原因</source>
   <translation>Why it failed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>已告知的途径</source>
   <translation>Routes told</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>完成笔录</source>
   <translation>Finish the minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>① 时间地点人员</source>
   <translation>① When, where, who</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>② 笔录</source>
   <translation>② Minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_editor.py" />
   <source>③ 结果</source>
   <translation>③ Result</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>印笔录</source>
   <translation>Print the minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>笔录已保存。</source>
   <translation>Minutes saved.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>正在写</source>
   <translation>being written</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>＋ 写新的笔录</source>
   <translation>＋ New minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>{}　{}至{}　{}　调解员{}　记录人{}　结果：{}</source>
   <translation>{}  {} to {}  {}  mediators {}  recorder {}  result: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>，还有没记下的半句“{}”</source>
   <translation>, and a turn half written: “{}”</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>接着上次写：已恢复{}句{}，最后保存于{}。</source>
   <translation>Going on: {} turns restored{}, last saved {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>第{}次　{}</source>
   <translation>No. {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/session_tab.py" />
   <source>还没有调解笔录。</source>
   <translation>No minutes yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>签名日期</source>
   <translation>Signed on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>调委会印章</source>
   <translation>Seal</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>谁签了</source>
   <translation>Who signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>（签名图像）</source>
   <translation> (picture of signature)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>已签</source>
   <translation>Signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>已盖</source>
   <translation>Sealed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>已签 {}</source>
   <translation>signed by {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>屏上签</source>
   <translation>Sign on screen</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>屏上签 {}</source>
   <translation>Sign on screen {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/signatures.py" />
   <source>○ {}</source>
   <translation>○ {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_fields.py" />
   <source>先在“附件”里加入文件，再在这里选。</source>
   <translation>First add the file under “Attachments”, then choose it here.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_fields.py" />
   <source>先在“附件”里加入文件，再在这里勾选。</source>
   <translation>First add files under “Attachments”, then tick them here.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>先不办</source>
   <translation>Not now</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>■ 这样不能办：{}</source>
   <translation>■ Not possible: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>▲ 请留意：{}</source>
   <translation>▲ Please note: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>结案</source>
   <translation>Close the case</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>办理日期</source>
   <translation>Done on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>　依据：{}</source>
   <translation>  basis: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>　{}前办完</source>
   <translation>  before {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>结案说明</source>
   <translation>Closing note</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>结案：{}</source>
   <translation>Closed: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_view.py" />
   <source>还不能结案：{}</source>
   <translation>Cannot be closed yet: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>写好调解笔录就算办好</source>
   <translation>done once the minutes are finished</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>写好协议就算办好</source>
   <translation>done once the agreement is written</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>全部履行登记好就算办好</source>
   <translation>done once all duties are recorded as performed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>记好回访就算办好</source>
   <translation>done once the visit is recorded</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>是</source>
   <translation>Yes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>由{}办理</source>
   <translation>by {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>由{}办理，您可以代办或者交给他们</source>
   <translation>by {}; you may do it for them</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>《{}》定稿就算办好</source>
   <translation>done once “{}” is final</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>《{}》签好就算办好</source>
   <translation>done once “{}” is signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/step_words.py" />
   <source>《{}》送达就算办好</source>
   <translation>done once “{}” is served</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>常用语 Ctrl+K</source>
   <translation>Phrases Ctrl+K</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>法条 Ctrl+G</source>
   <translation>Laws Ctrl+G</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>读给双方听 Ctrl+R</source>
   <translation>Read out Ctrl+R</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>✓ 已经从头读到尾。双方没有意见的，按“③ 结果”。</source>
   <translation>✓ Read from beginning to end. If nobody objects, press “③ Result”.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>■ 停止录音</source>
   <translation>■ Stop recording</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>刚开始</source>
   <translation>just begun</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>● 正在录音　{}</source>
   <translation>● recording  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/talk_page.py" />
   <source>已谈{}小时{}分</source>
   <translation>{} h {} min</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/timeline.py" />
   <source>已办</source>
   <translation>done</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/timeline.py" />
   <source>现在</source>
   <translation>now</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/timeline.py" />
   <source>待办</source>
   <translation>later</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/timeline.py" />
   <source>登记</source>
   <translation>Register</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turn_list.py" />
   <source>笔录内容</source>
   <translation>Minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turn_list.py" />
   <source>说话人</source>
   <translation>Speaker</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>这一句的内容</source>
   <translation>this turn</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>记下（Enter）</source>
   <translation>Record (Enter)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>改这句</source>
   <translation>Correct it</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>删这句</source>
   <translation>Delete it</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>写这一句，回车记下。空白时按数字换说话人，Alt＋数字随时可换，Ctrl＋数字写名字，↑改上一句</source>
   <translation>Write a turn, Enter records it. Empty: a digit changes the speaker; Alt+digit at any time; Ctrl+digit writes the name; ↑ corrects the last</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>说话人 {}</source>
   <translation>Speaker {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>改好第{}句</source>
   <translation>Correct turn {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/turns.py" />
   <source>▲ 粘贴的内容太长，只留下前{}字；完整的文件请加入“附件”。</source>
   <translation>▲ The pasted text is too long, only the first {} characters stay; whole files go to “Attachments”.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/undo_bar.py" />
   <source>撤销</source>
   <translation>Undo</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/undo_bar.py" />
   <source>刚才：{}</source>
   <translation>Just now: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>上门</source>
   <translation>At home</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>约见</source>
   <translation>By appointment</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>已履行</source>
   <translation>Performed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>部分履行</source>
   <translation>Partly performed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>没有履行</source>
   <translation>Not performed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>还不清楚</source>
   <translation>Not clear yet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>满意</source>
   <translation>Satisfied</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>基本满意</source>
   <translation>Fairly satisfied</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>不满意</source>
   <translation>Not satisfied</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>一两句：履行得怎样，双方现在怎么样</source>
   <translation>One or two sentences: how it is kept, how both sides get on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>记一次回访</source>
   <translation>Record a visit</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>登记满意度评价</source>
   <translation>Record satisfaction</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>记下回访</source>
   <translation>Record the visit</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>被回访人</source>
   <translation>Who was visited</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>回访已记下。</source>
   <translation>Visit recorded.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>{}　{}　回访人{}　被回访人{}</source>
   <translation>{}  {}  by {}  with {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>回访日期</source>
   <translation>Visited on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>回访人</source>
   <translation>Visitor</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>协议履行</source>
   <translation>Agreement kept</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>是否满意</source>
   <translation>Satisfied</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>回访情况</source>
   <translation>What was found</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>新的诉求</source>
   <translation>New claims</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>协议{}</source>
   <translation>Agreement {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>还没有回访。</source>
   <translation>No visits yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>，{}</source>
   <translation>, {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>满意度评价　{}</source>
   <translation>Satisfaction  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/case/visits_tab.py" />
   <source>新的诉求：{}</source>
   <translation>New claims: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>履行中</source>
   <translation>Being performed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>调解案件</source>
   <translation>Mediation cases</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>写笔录</source>
   <translation>Write minutes</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>新登记一件</source>
   <translation>New case</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>快速调解</source>
   <translation>Quick settlement</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>案件</source>
   <translation>Case</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>受理日期</source>
   <translation>Received</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>全部类型</source>
   <translation>All kinds</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>笔录正在写：</source>
   <translation>Minutes being written:</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/case_list.py" />
   <source>继续　{}　{}</source>
   <translation>Go on  {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>排列</source>
   <translation>Order</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>输入姓名、拼音首字母、编号</source>
   <translation>Name, pinyin initials or number</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>筛选</source>
   <translation>Filter</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>{}符合“{}”的太多，只查了一部分；请多写几个字。</source>
   <translation>{}Too much fits “{}”: only a part of it was looked at. Please type more.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>新的在前</source>
   <translation>Newest first</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>先到期的在前</source>
   <translation>Due first</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>没有这样的案件。</source>
   <translation>No such case.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>多于{}件，这里列出排在最前的{}件；请用上面的条件筛选。</source>
   <translation>More than {} cases; the first {} are listed. Use the filters above.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>；</source>
   <translation>; </translation>
  </message>
  <message>
   <location filename="../../ui/screens/cases/list_page.py" />
   <source>共{}件</source>
   <translation>{} cases</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/aside.py" />
   <source>搁置的数据包</source>
   <translation>Bundles set aside</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/aside.py" />
   <source>再试</source>
   <translation>Try again</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/aside.py" />
   <source>放弃</source>
   <translation>Give up</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/aside.py" />
   <source>再试{}</source>
   <translation>Try {} again</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/aside.py" />
   <source>放弃{}</source>
   <translation>Give {} up</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/aside.py" />
   <source>没有搁置的数据包。</source>
   <translation>No bundle is set aside.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/invite.py" />
   <source>站点代码</source>
   <translation>Station code</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/invite.py" />
   <source>写接入文件</source>
   <translation>Write invitation</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/invite.py" />
   <source>接入新站、新电脑</source>
   <translation>A new station or computer</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/invite.py" />
   <source>12位：县代码6位，后面6位由县里编。</source>
   <translation>12 digits: the county's six, then six of your own.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/invite.py" />
   <source>站点名称</source>
   <translation>Station</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/invite.py" />
   <source>已写好{}。带到站里，在那台电脑上打开；核对数字：{}，接入时两边在电话里对一遍。</source>
   <translation>{} is written. Open it at the station on that computer; compare these digits over the telephone when it joins: {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_table.py" />
   <source>站点</source>
   <translation>Station</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_table.py" />
   <source>记录</source>
   <translation>Note</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_table.py" />
   <source>稳妥保存</source>
   <translation>Safe</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_table.py" />
   <source>最近一次</source>
   <translation>Last came</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>等前面的记录</source>
   <translation>Waits for earlier records</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>正常</source>
   <translation>Fine</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>一切正常</source>
   <translation>all is well</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>{}台电脑</source>
   <translation>{} computers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>{}（{}，{}）：{}</source>
   <translation>{} ({}, {}): {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>缺{}条记录</source>
   <translation>{} records missing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>电脑被复制</source>
   <translation>Copied computer</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>还没有来过</source>
   <translation>Never came</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>没有可用的电脑</source>
   <translation>No working computer</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>还没写回执</source>
   <translation>No receipt yet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>，{}份邀请还没有用</source>
   <translation>, {} invitations not used</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>后面{}条先不计</source>
   <translation>{} behind them do not count yet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>最近一次{}</source>
   <translation>last came {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>搁置{}个</source>
   <translation>{} set aside</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>{}天没有来</source>
   <translation>{} days silent</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/station_words.py" />
   <source>缺{}个附件</source>
   <translation>{} attachments missing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>● 正常</source>
   <translation>● Fine</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>▲ 有缺口</source>
   <translation>▲ With a gap</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>■ 超过14天没有来</source>
   <translation>■ Silent over 14 days</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>■ 搁置的数据包</source>
   <translation>■ Bundles set aside</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>各站</source>
   <translation>Stations</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>还没有接入站点。先在右边写接入文件。</source>
   <translation>No station has joined. Write an invitation on the right.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>▲ 县里还没有备份到别的盘，各站看不到“稳妥保存”。</source>
   <translation>▲ The county has no backup on another disk yet: stations see nothing as safe.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>没有看到U盘。插好再按下面的按钮，也可以换一个地方。</source>
   <translation>No stick seen. Plug it in and press below, or choose another place.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>收U盘上的数据包</source>
   <translation>Take bundles from the stick</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>把回执写到U盘</source>
   <translation>Write receipts to the stick</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>做回执页</source>
   <translation>Receipt pages</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>正在处理</source>
   <translation>Working</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>U盘回不去的站，印回执页带去，站里拍照就能读。</source>
   <translation>Where no stick goes back, print receipt pages: the station reads them from a photo.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>回执页存到哪里？</source>
   <translation>Where to save the receipt pages?</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>收和发</source>
   <translation>Take in and answer</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>收了{}个数据包：{}条新记录，{}件案件。</source>
   <translation>{} bundles taken: {} new records, {} cases.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>写好{}个文件，每台电脑一个。可以拔下U盘，带回各站。</source>
   <translation>{} files written, one for each computer. Take the stick out and back to the stations.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>还没有可以写回执的电脑。</source>
   <translation>There is no computer yet to write a receipt for.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>做好{}个站的回执页，可以打印。</source>
   <translation>Receipt pages of {} stations are ready to print.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>没有看到U盘。从哪里收？</source>
   <translation>No stick seen. Take in from where?</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>没有看到U盘。写到哪里？</source>
   <translation>No stick seen. Where to write?</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>放弃这个数据包：{}。文件会删掉，原因留在记录里。</source>
   <translation>Give this bundle up: {}. The file is deleted, the reason stays on record.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>另有{}个以前收过。</source>
   <translation> {} came before.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>这里没有数据包。</source>
   <translation>There is no bundle here.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>共搁置{}个，见右边</source>
   <translation>{} are set aside, see the right</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>还有{}个没有处理完，请再收一次</source>
   <translation>{} were not finished, please take in once more</translation>
  </message>
  <message>
   <location filename="../../ui/screens/county/stations.py" />
   <source>{}个站的回执太长印不下，请用U盘带去</source>
   <translation>The receipts of {} stations are too long for paper: send them by stick</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>哪里来的人、为什么事、要求什么；先写一句，以后再补</source>
   <translation>Where from, why, what they want; one sentence now, the rest later</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>来访人</source>
   <translation>Visitor</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>选为代表</source>
   <translation>Make delegate</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>可以代收文书</source>
   <translation>May receive papers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>登记，印代表推选书</source>
   <translation>Register and print the election of delegates</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>清空重填</source>
   <translation>Clear the form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>先数人、写一句事由；姓名和证件可以后补。</source>
   <translation>Count first, one sentence why; names and cards may follow.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>快报</source>
   <translation>Flash report</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>出快报</source>
   <translation>Make the report</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>打开案件</source>
   <translation>Open the case</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>值班领导到场情况：　　　　已做的：　　　　下一步：</source>
   <translation>Head on duty present:          Done:          Next:</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>快报已出，请打印后报送。</source>
   <translation>The report is made; print it and hand it in.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>重大紧急信访信息快报</source>
   <translation>Flash report on an urgent matter</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>　▲ 代表一般不超过5人，照样可以登记</source>
   <translation>  ▲ delegates should be 5 at most; registered all the same</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>打姓名按回车；也可以先刷证，再打这个人的姓名</source>
   <translation>Type a name and press Enter, or read a card first, then type its name</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>现场人数</source>
   <translation>People present</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>内容类别</source>
   <translation>Subject</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>为什么事</source>
   <translation>Why</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>人多来访</source>
   <translation>Crowd</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>快报（十分钟内）</source>
   <translation>Flash report (within ten minutes)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>代表推选书</source>
   <translation>Election of delegates</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>代表还没有推选。</source>
   <translation>No delegates yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>不当代表</source>
   <translation>No delegate any more</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>已记{}人，证件{}张，代表{}人</source>
   <translation>{} people, {} cards, {} delegates</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>人多来访　{}人</source>
   <translation>Crowd  {} people</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>这张证已经刷过。</source>
   <translation>This card was read already.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>至少打一个人的姓名；其他人可以以后补。</source>
   <translation>Type at least one name; the others may follow.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>✓ 已登记：{}　1批{}人次</source>
   <translation>✓ Registered: {}  1 group, {} visitors</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>{}，{}人来访，涉及{}人。</source>
   <translation>{}, {} people came, {} concerned.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>已推选代表：{}。</source>
   <translation>Delegates: {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>上一张证还没有打姓名。请先打姓名按回车，再刷这一张。</source>
   <translation>The card before still waits for its name. Type that name, press Enter, then read this card.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/crowd.py" />
   <source>证件已读到，请打这个人的姓名，再按回车。</source>
   <translation>Card read; type the name of this person and press Enter.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/people.py" />
   <source>序号</source>
   <translation>No.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/people.py" />
   <source>证件</source>
   <translation>Card</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/people.py" />
   <source>证件后补</source>
   <translation>card follows</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/people.py" />
   <source>不是代表</source>
   <translation>no delegate</translation>
  </message>
  <message>
   <location filename="../../ui/screens/crowd/people.py" />
   <source>代表，可代收</source>
   <translation>delegate, may receive</translation>
  </message>
  <message>
   <location filename="../../ui/screens/draft_words.py" />
   <source>（还没有写名字）</source>
   <translation>(no name yet)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/due_model.py" />
   <source>要办的事</source>
   <translation>To do</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>从照片读身份证</source>
   <translation>Read the identity card from a photograph</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>身份证照片</source>
   <translation>Photograph of the card</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>核对过了，填进去</source>
   <translation>Compared; fill it in</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>不用</source>
   <translation>Do not use it</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>选择身份证正面照片</source>
   <translation>Choose a photograph of the card's front</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>照片 (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.pdf)</source>
   <translation>Photographs (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.pdf)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>正在认字，大约要几秒钟……</source>
   <translation>Reading, this takes some seconds…</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>请对着照片核对，黄色的要改：</source>
   <translation>Please compare with the picture and mend what is amber:</translation>
  </message>
  <message>
   <location filename="../../ui/screens/id_photo.py" />
   <source>没有找到身份证号码。请把有照片的一面放平、拍全，不要反光，再试一次。</source>
   <translation>No identity number was found. Lay the side with the portrait flat, take it whole and without glare, and try again.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>什么时候、在哪里、因为什么、双方争的是什么</source>
   <translation>When, where, why, what both sides dispute</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>一条写一行，如：修好卫生间防水</source>
   <translation>One per line, e.g.: repair the bathroom</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>来访日期</source>
   <translation>Came on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>时间</source>
   <translation>Time</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>办理规程</source>
   <translation>Procedure</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>可能激化</source>
   <translation>May escalate</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>村、组、小区、门牌</source>
   <translation>village, group, house number</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>申请方式</source>
   <translation>Form of request</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>可能引起治安、刑事案件的，要及时报告公安机关（人民调解法第二十五条）</source>
   <translation>What may lead to public-order or criminal cases is reported to the police (People's Mediation Law Art. 25)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>反映的情况</source>
   <translation>What is reported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/facts_form.py" />
   <source>提出方式</source>
   <translation>Way</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>登记的是</source>
   <translation>This is</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>登记并印信访登记表</source>
   <translation>Register and print the petition form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>登记并印受理登记表</source>
   <translation>Register and print the acceptance form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>上一步</source>
   <translation>Back</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>只登记</source>
   <translation>Only register</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>填好后扫描或拍照，在“文书”里按“扫描件归位”，就回到这里登记，扫描件一起保存。</source>
   <translation>When it is filled in, scan or photograph it and press “Bring a scan home” in Papers: it leads back here, and the scan is kept with the case.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>调解纠纷</source>
   <translation>A dispute</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>信访事项</source>
   <translation>A petition</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>信访人</source>
   <translation>Petitioner</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>被反映的人或单位（可以不填）</source>
   <translation>Person or office it is about (optional)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>② 反映的情况</source>
   <translation>② What is reported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>② 纠纷情况</source>
   <translation>② Facts</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>与</source>
   <translation> and </translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>① 当事人</source>
   <translation>① Parties</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>③ 核对打印</source>
   <translation>③ Check and print</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/intake.py" />
   <source>已登记：{}</source>
   <translation>Registered: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/review.py" />
   <source>大字读给本人听</source>
   <translation>Read out in large letters</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/review.py" />
   <source>口头说的事，登记后要读给本人听，没有错再签名。</source>
   <translation>What was told orally is read back after registering; sign if it is right.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/review.py" />
   <source>被反映的</source>
   <translation>about</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/review.py" />
   <source>来访时间</source>
   <translation>Came at</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/review.py" />
   <source>{}生</source>
   <translation>born {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/review.py" />
   <source>代理人{}</source>
   <translation>agent {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/scan_band.py" />
   <source>▲ 这一页上已有没登记完的内容，不是同一件事的请先按“清空重填”。</source>
   <translation>▲ Something unfinished stands on this page; if it is another matter, press “Clear the form” first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/scan_band.py" />
   <source>不带扫描件</source>
   <translation>Without the scan</translation>
  </message>
  <message>
   <location filename="../../ui/screens/intake/scan_band.py" />
   <source>手写表{}（{}）：照着它录入，登记后扫描件放进这件事的附件。</source>
   <translation>Hand-written form {} ({}): type what stands on it; the scan goes into the attachments when it is registered.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>登录和口令</source>
   <translation>Logins and passphrases</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>导出数据包</source>
   <translation>Bundles exported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>导入数据包</source>
   <translation>Bundles imported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>表格</source>
   <translation>Tables</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>操作记录</source>
   <translation>Journal</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>没有权限</source>
   <translation>No right</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>用户</source>
   <translation>Users</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>备份</source>
   <translation>Backups</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>恢复</source>
   <translation>Restores</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>您是审计员，看到的是全部记录。看这里，也会记一笔。</source>
   <translation>You are the auditor and see all lines. Looking here is a line, too.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>这里是您自己的操作记录；审计员看得到全部。记录只增不改，带校验。</source>
   <translation>These are your own lines; the auditor sees all. Lines are only added, never changed, and are hash-linked.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>导出</source>
   <translation>Export</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>操作</source>
   <translation>Act</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>✗ 第{}条与前面的校验对不上，可能被改动过。请告诉县里，不要删除任何文件。</source>
   <translation>✗ Line {} does not fit the one before; it may have been changed. Tell the county and delete no file.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>导出操作记录</source>
   <translation>Export the journal</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>操作记录.csv</source>
   <translation>journal.csv</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>返回设置</source>
   <translation>Back to settings</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>从</source>
   <translation>From</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>到</source>
   <translation>To</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>表格（*.csv）</source>
   <translation>Table (*.csv)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>可核对的记录（*.json）</source>
   <translation>Verifiable record (*.json)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>所有人</source>
   <translation>Everybody</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>所有操作</source>
   <translation>Everything</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>✓ 校验完整</source>
   <translation>✓ The chain is whole</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal.py" />
   <source>已写好：{}</source>
   <translation>Written: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/journal/journal_model.py" />
   <source>对象和原因</source>
   <translation>About what and why</translation>
  </message>
  <message>
   <location filename="../../ui/screens/manual/manual.py" />
   <source>手册内容</source>
   <translation>Page of the manual</translation>
  </message>
  <message>
   <location filename="../../ui/screens/manual/manual.py" />
   <source>存成PDF</source>
   <translation>Save as PDF</translation>
  </message>
  <message>
   <location filename="../../ui/screens/manual/manual.py" />
   <source>枫桥调解台使用手册.pdf</source>
   <translation>Fengqiao Desk manual.pdf</translation>
  </message>
  <message>
   <location filename="../../ui/screens/manual/manual.py" />
   <source>使用手册</source>
   <translation>Manual</translation>
  </message>
  <message>
   <location filename="../../ui/screens/manual/manual.py" />
   <source>这台电脑上没有手册文件。</source>
   <translation>The manual is not on this computer.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/method_model.py" />
   <source>本站载入</source>
   <translation>Loaded here</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/method_model.py" />
   <source>常用</source>
   <translation>Usual</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/method_model.py" />
   <source>已选用</source>
   <translation>Chosen</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/method_model.py" />
   <source>可以选用</source>
   <translation>Can be chosen</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/method_model.py" />
   <source>哪里的</source>
   <translation>Of where</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/method_model.py" />
   <source>在用</source>
   <translation>in use</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/method_model.py" />
   <source>{}件</source>
   <translation>{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>查找</source>
   <translation>Find</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>选用</source>
   <translation>Choose</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>载入文件</source>
   <translation>Load a file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>自己写的规程最少十行，接访、巡查、议事等公共事务的做法也在这里载入，见“说明”。国家规定的期限和步骤只能更严，不能放宽。停用后，正在办的事仍按原来的办完。</source>
   <translation>A procedure of your own takes ten lines; forms of public affairs (receptions, patrols, deliberations) are loaded here too, see the guide. National limits and steps can be made stricter, never looser. After withdrawal, running cases go on with the old one.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>不再选用：{}</source>
   <translation>No longer chosen: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>已选用：{}</source>
   <translation>Chosen: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>选择办理规程文件</source>
   <translation>Choose a procedure file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>已载入：{}。在公共事务里就可以用它。</source>
   <translation>Loaded: {}. It can be used under Public affairs.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>已载入：{}。登记时就可以选它。</source>
   <translation>Loaded: {}. It can be chosen when registering.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>停用</source>
   <translation>Stop using</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>不再选用</source>
   <translation>Stop choosing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>停用“{}”：正在办的事仍按它办完。</source>
   <translation>Stop using “{}”: cases under way still follow it.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>这不是一份UTF-8的文字文件</source>
   <translation>This is no UTF-8 text file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>已停用：{}</source>
   <translation>Stopped: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>“{}”有{}处错误，没有载入。请按行号改正后再载入。</source>
   <translation>“{}” has {} errors and was not loaded. Please correct the lines named and load it again.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>第{}行：{}</source>
   <translation>Line {}: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/methods/methods.py" />
   <source>……共{}处</source>
   <translation>… {} in all</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>未报</source>
   <translation>Not reported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>已报</source>
   <translation>Reported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>退回</source>
   <translation>Sent back</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>抄到哪个系统</source>
   <translation>Which system</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>系统里的编号</source>
   <translation>Number there</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>记为已报</source>
   <translation>Mark as reported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>（点“看”再显示）</source>
   <translation>(press “Look” to show)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>复制</source>
   <translation>Copy</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>已记为已报。</source>
   <translation>Marked as reported.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>抄录</source>
   <translation>Copy out</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>先在“文书”里选一份文书，再按“抄录”。</source>
   <translation>Choose a paper under “Papers” first, then press “Copy out”.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>（没有内容）</source>
   <translation>(empty)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>{}　还剩{}项没抄</source>
   <translation>{}, {} fields left to copy</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>抄过了：{}</source>
   <translation>Copied: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>复制：{}</source>
   <translation>Copy: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>已复制：{}。到那边粘贴后，接着抄下一项。</source>
   <translation>Copied: {}. Paste it there, then go on with the next field.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/copying.py" />
   <source>看：{}</source>
   <translation>Look: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/gaps.py" />
   <source>去填</source>
   <translation>Fill in</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/gaps.py" />
   <source>去填：{}</source>
   <translation>Fill in: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/gaps.py" />
   <source>□ {}</source>
   <translation>□ {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/lists.py" />
   <source>本月</source>
   <translation>This month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/lists.py" />
   <source>上月</source>
   <translation>Last month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/lists.py" />
   <source>下月</source>
   <translation>Next month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/lists.py" />
   <source>今年</source>
   <translation>This year</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/lists.py" />
   <source>做出来看</source>
   <translation>Make and show</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/lists.py" />
   <source>选一种，定好起止日期，按“做出来看”。</source>
   <translation>Choose one, set the first and last day, press “Make and show”.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/lists.py" />
   <source>登记簿和报表</source>
   <translation>Registers, reports</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>齐了</source>
   <translation>Complete</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>结案{}件，可以装订{}件，其中{}件还缺必须的文书，可以打开案件去补。</source>
   <translation>{} closed, {} can be bound, {} of them still lack papers; open them to add these.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>这个月没有结案的事。</source>
   <translation>Nothing was closed in this month.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>结案日</source>
   <translation>Closed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>卷宗</source>
   <translation>File</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>还没有文书</source>
   <translation>No papers yet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>结案的月份</source>
   <translation>Closed in</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>这个月的卷宗</source>
   <translation>Files of the month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>这个月的标签</source>
   <translation>Labels of the month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>全部装订</source>
   <translation>Bind all</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>点“这个月的标签”，在这里看，再打印。装订好的卷宗在您选的文件夹里。</source>
   <translation>Labels are shown here and printed from here. Bound files go into the folder you choose.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>卷宗存到哪个文件夹</source>
   <translation>Folder for the bound files</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>月度卷宗</source>
   <translation>Files of a month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>缺{}样</source>
   <translation>{} missing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>停下了。已装订的{}册留在文件夹里。</source>
   <translation>Stopped. The {} bound volumes stay in the folder.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>{}年{}月</source>
   <translation>{}-{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/month_files.py" />
   <source>已装订{}册，在文件夹“{}”里。</source>
   <translation>{} volumes bound, in the folder “{}”.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>草稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>待签</source>
   <translation>To sign</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>已送达</source>
   <translation>Served</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>列出的都打印</source>
   <translation>Print all listed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>按文书、案件或编号筛选</source>
   <translation>Filter by paper, case or number</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>文书、案件或编号</source>
   <translation>Paper, case or number</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>共{}份</source>
   <translation>{} papers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_list.py" />
   <source>一次最多{}份，请先用上面的按钮筛一筛</source>
   <translation>At most {} at once; please filter with the buttons above first</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_model.py" />
   <source>已作废</source>
   <translation>Void</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_model.py" />
   <source>还差{}人签</source>
   <translation>{} to sign</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>这份文书看不了。</source>
   <translation>This paper cannot be shown.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>没有这样的文书。文书在案件里出，印好后列在这里。</source>
   <translation>No such paper. Papers are made in their cases and listed here.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>还缺上面这些，补齐后就能出。</source>
   <translation>The facts above are missing; fill them in and the paper can be made.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>内容齐了。打开案件，在“文书”里印出待签的一稿。</source>
   <translation>Everything is there. Open the case and print the draft for signing under “Papers”.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>签名：{}</source>
   <translation>Signed: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>送达：{}</source>
   <translation>Served: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>已送到打印机。</source>
   <translation>Sent to the printer.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>（拒收）</source>
   <translation> (refused)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/paper_side.py" />
   <source>作废原因：{}</source>
   <translation>Void because: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/preview.py" />
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/preview.py" />
   <source>打印预览</source>
   <translation>Print preview</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/preview.py" />
   <source>盖电子章</source>
   <translation>Seal</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/preview.py" />
   <source>缩小</source>
   <translation>Smaller</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/preview.py" />
   <source>文书预览 {}</source>
   <translation>Preview of {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/preview.py" />
   <source>打印预览 {}</source>
   <translation>Print preview of {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/queue_card.py" />
   <source>打印等着的</source>
   <translation>Print what waits</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/queue_card.py" />
   <source>都不打了</source>
   <translation>Print none of them</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/queue_card.py" />
   <source>▲ {}份文书在等打印机　{}</source>
   <translation>▲ {} papers wait for the printer　{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/queue_card.py" />
   <source>{}（{}份）</source>
   <translation>{} ({} copies)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/queue_card.py" />
   <source>打印了{}份文书。</source>
   <translation>Printed {} papers.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/queue_card.py" />
   <source>还有{}份在等：{}</source>
   <translation>{} still wait: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/queue_card.py" />
   <source>还有{}份在等。</source>
   <translation>{} still wait.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>当事人怎么签的</source>
   <translation>How the parties signed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>签名并按指印</source>
   <translation>Signature and fingerprint</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>签名</source>
   <translation>Signature</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>按指印</source>
   <translation>Fingerprint</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>纸上的签名日期</source>
   <translation>Day of signature on the paper</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>归位</source>
   <translation>Bring home</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>不归位，只加为附件</source>
   <translation>Attach only</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>没有二维码，仍加到选中的文书</source>
   <translation>No code: add to the chosen paper all the same</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>照这张表登记</source>
   <translation>Register from this form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>选择扫描件或照片</source>
   <translation>Choose a scan or photo</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>正在读纸上的数字和姓名，和登记的对照，每页要几秒钟；不等也可以先归位……</source>
   <translation>Reading figures and names on the paper and holding them against the record, some seconds a page; you need not wait…</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>只核对了二维码，纸上的字没有读出来，数字请自己对照。</source>
   <translation>Only the code was checked; the text could not be read. Please compare the figures yourself.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>扫描件和照片 ({})</source>
   <translation>Scans and photos ({})</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>正在认《{}》上的二维码…</source>
   <translation>Reading the codes on “{}” …</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>{}：{}页，认出{}份文书</source>
   <translation>{}: {} pages, {} papers recognised</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>第{}页</source>
   <translation>Page {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>只核对了二维码；这台电脑没有装认字组件，纸上的数字请自己对照。</source>
   <translation>Only the code was checked; text reading is not installed here. Please compare the figures yourself.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>扫描件已归位：{}份文书。</source>
   <translation>Scans brought home: {} papers.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/scan_home.py" />
   <source>第{}至{}页</source>
   <translation>Pages {} to {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>印章文件（.p12、.pfx）由发证机构给。盖章后另存一份，这份再改一个字印章就失效。</source>
   <translation>The seal file (.p12, .pfx) comes from the certificate authority. The sealed copy is saved apart; any change breaks the seal.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>选印章文件</source>
   <translation>Choose seal file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>印章口令</source>
   <translation>Seal password</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>盖章事由</source>
   <translation>Reason</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>加盖并另存</source>
   <translation>Seal and save</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>印章文件 (*.p12 *.pfx)</source>
   <translation>Seal files (*.p12 *.pfx)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>盖好章的文件存到</source>
   <translation>Save the sealed file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>可以不写</source>
   <translation>Optional</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>{}（已盖章）.pdf</source>
   <translation>{} (sealed).pdf</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>印章文件 {}</source>
   <translation>Seal file {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/papers/seal_sheet.py" />
   <source>请先选印章文件。</source>
   <translation>Choose the seal file first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/party_sides.py" />
   <source>再加一位</source>
   <translation>One more</translation>
  </message>
  <message>
   <location filename="../../ui/screens/party_sides.py" />
   <source>去掉这位</source>
   <translation>Remove</translation>
  </message>
  <message>
   <location filename="../../ui/screens/party_sides.py" />
   <source>再加一位{}</source>
   <translation>One more {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/party_sides.py" />
   <source>去掉这位{}</source>
   <translation>Remove {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>已超期</source>
   <translation>Overdue</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>三天内到期</source>
   <translation>Due in three days</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>全部阶段</source>
   <translation>All stages</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>待分类定途径</source>
   <translation>To be classified</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>待受理告知</source>
   <translation>Acceptance to be told</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>调查核实</source>
   <translation>Investigating</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>形成意见</source>
   <translation>Forming the opinion</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>待送达意见书</source>
   <translation>Opinion to be served</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>复查期内</source>
   <translation>Review period</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>还没有分类</source>
   <translation>Not classified</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>办到哪一步</source>
   <translation>Stage</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>类别和途径</source>
   <translation>Class and route</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>收到</source>
   <translation>Received</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>登记信访事项</source>
   <translation>Register a petition</translation>
  </message>
  <message>
   <location filename="../../ui/screens/petitions/petition_list.py" />
   <source>全部办法</source>
   <translation>All procedures</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>版本</source>
   <translation>Version</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>从哪天起用</source>
   <translation>Used from</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>谁发的</source>
   <translation>From</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>县里下发的内容</source>
   <translation>What the county sent down</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>县里还没有下发过内容，用的都是程序自带的。</source>
   <translation>The county has sent nothing down yet; everything is as shipped with the program.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>下发的内容随县里的文件到达，从写明的日子起用。已经办的事、已经出的文书照旧，不受影响。</source>
   <translation>What is sent down comes with the county's files and is used from the day named. Cases and papers that are there stay as they are.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>到日子才用</source>
   <translation>from a later day</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>已被新版代替</source>
   <translation>superseded</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>已撤回</source>
   <translation>withdrawn</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>有错，没有用</source>
   <translation>faulty, not used</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>文件还没到</source>
   <translation>file not here yet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>县里</source>
   <translation>county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>本站</source>
   <translation>this station</translation>
  </message>
  <message>
   <location filename="../../ui/screens/published/published.py" />
   <source>第{}版</source>
   <translation>Version {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>什么时候、在哪里、因为什么</source>
   <translation>When, where, why</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>谁做什么、赔多少，双方怎样说好的</source>
   <translation>Who does what, how much, as both sides agreed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>甲方（申请人）</source>
   <translation>Side A (applicant)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>乙方（被申请人）</source>
   <translation>Side B (respondent)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>履行</source>
   <translation>Performance</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>改用三步登记</source>
   <translation>Use the three steps</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>记好并印登记表</source>
   <translation>Record and print the form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>当场说好的小事，一屏记完，印出人民调解口头协议登记表。</source>
   <translation>Small matters settled at once: one screen, then the oral agreement form is printed.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>再记一件</source>
   <translation>One more</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>，已结案</source>
   <translation>, closed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>，到期会提醒履行</source>
   <translation>, will remind of the duty</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>人民调解口头协议登记表</source>
   <translation>Register of oral agreements</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>什么事</source>
   <translation>What it is about</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>怎样说好的</source>
   <translation>How it was settled</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>当场履行完</source>
   <translation>Performed on the spot</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>以后履行</source>
   <translation>To be performed later</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>履行期限</source>
   <translation>Due</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>✓ 已记好：{}{}</source>
   <translation>✓ Recorded: {}{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/quick/quick.py" />
   <source>▲ {}已排进打印队列，在“文书”里可以再打。</source>
   <translation>▲ {} It waits in the print queue; print it again under Papers.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>取一份快照</source>
   <translation>Snapshot</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>核对</source>
   <translation>Checking</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>拷附件</source>
   <translation>Copying attachments</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>拷数据</source>
   <translation>Copying data</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>试着恢复</source>
   <translation>Trial restore</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>核对数据页</source>
   <translation>Checking pages</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>核对记录</source>
   <translation>Checking records</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>核对登记</source>
   <translation>Checking rows</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>这台电脑的数据是从备份恢复来的。请先看看案件对不对、缺什么；看过了再让它往县里发送。</source>
   <translation>The data of this computer come from a backup. Please look whether the cases are right and what is missing; then allow sending to the county.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>“试着恢复一次”把最新的备份真的恢复到临时的地方，核对后删掉，不影响现在的数据。“从旧文件夹抢救”把损坏的旧数据里还读得出来的内容带回来。“从备份恢复”会先关闭当前数据。</source>
   <translation>“Try a restore” really restores the newest backup into a temporary place, checks and removes it; your data are not touched. “Salvage” brings back what still reads in a damaged old folder. “Restore” closes the present data first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>■ {}的备份没有成功（{}）。以前的备份还在；请检查备份盘后再备份一次。</source>
   <translation>■ The backup of {} failed ({}). Earlier backups are there; check the medium and back up again.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>备份好了，并且读回核对过：{}件案件，写了{}兆。</source>
   <translation>Backed up and read back: {} cases, {} MB written.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>{}真的恢复了一遍，里面的{}条记录和附件都核对过，备份能用。</source>
   <translation>{} was really restored; its {} records and attachments were checked. It works.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>备份进度</source>
   <translation>Progress of the backup</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>确认可以发送</source>
   <translation>Allow sending</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>选第二个备份盘</source>
   <translation>Choose a second medium</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>试着恢复一次</source>
   <translation>Try a restore</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>核对数据</source>
   <translation>Check the data</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>从旧文件夹抢救</source>
   <translation>Salvage an old folder</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>从备份恢复</source>
   <translation>Restore from a backup</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>选第二个备份盘（例如优盘）</source>
   <translation>Choose the second medium (e.g. a stick)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>选损坏的旧数据文件夹</source>
   <translation>Choose the folder of damaged data</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>备份和恢复</source>
   <translation>Backup and restore</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>最近一次证实能用的备份</source>
   <translation>Last proven backup</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/backups.py" />
   <source>最近一次真的试着恢复</source>
   <translation>Last real trial restore</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/ops.py" />
   <source>带回{}条记录、{}个附件、{}份草稿；至少{}条记录和{}个附件读不出来。</source>
   <translation>Brought back {} records, {} attachments, {} drafts; at least {} records and {} attachments do not read.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>手动</source>
   <translation>by hand</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>退出时</source>
   <translation>on exit</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>每天</source>
   <translation>daily</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>导入前</source>
   <translation>before import</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>升级前</source>
   <translation>before upgrade</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>第二个备份盘</source>
   <translation>Second medium</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>本机备份</source>
   <translation>On this computer</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>现在备份到这里</source>
   <translation>Back up here now</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>▲ 现在没有插着，或者读不出来。</source>
   <translation>▲ Not plugged in, or not readable.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>● {}　{}　{}兆</source>
   <translation>● {}  {}  {} MB</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>这里还没有备份。</source>
   <translation>No backup here yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>✗ {}已损坏，不能用来恢复。</source>
   <translation>✗ {} is damaged and cannot be restored.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>更早的还有{}份。</source>
   <translation>{} older ones.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/safe/place_card.py" />
   <source>　缺{}个</source>
   <translation>  {} missing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>提醒履行</source>
   <translation>Remind of the duty</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>询问履行</source>
   <translation>Ask about the duty</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>向对方核实</source>
   <translation>Check with the other side</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>这段时间没有要提醒、询问和回访的人。</source>
   <translation>Nobody to remind, ask or visit in this time.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>找谁</source>
   <translation>Who</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>回访和履行</source>
   <translation>Visits and duties</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>记回访</source>
   <translation>Record a visit</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>打印走访单</source>
   <translation>Print the visit list</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>走访单</source>
   <translation>Visit list</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>点左边的一行，这里是电话里可以说的话。</source>
   <translation>Click a line on the left; here stands what can be said on the phone.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>已送去打印。用后请收好，里面有电话和住址。</source>
   <translation>Sent to the printer. Put it away afterwards: it has phones and addresses.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>共{}人次；走访单按住址排好顺序。</source>
   <translation>{} visits; the list is ordered by address.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>没有电话</source>
   <translation>no phone</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/rounds.py" />
   <source>问清楚：{}</source>
   <translation>Ask: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>七天内</source>
   <translation>7 days</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>一个月内</source>
   <translation>A month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>三个月内</source>
   <translation>3 months</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>一年内</source>
   <translation>A year</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>期限和履行日</source>
   <translation>Limits and duties</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>日程</source>
   <translation>Schedule</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>这台电脑说今天是{}，可县里{}就来过信。期限会算错，请先校正电脑的日期。</source>
   <translation>This computer says today is {}, but the county wrote on {}. Time limits would be wrong: set the computer's date first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>按电脑今天是{}；县里最近一次来信是{}。</source>
   <translation>Today by this computer: {}. The county last wrote on {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>这段时间没有到期的事。</source>
   <translation>Nothing is due in this time.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>多于{}项，这里列出最早的{}项。</source>
   <translation>More than {} items; the earliest {} are listed.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/schedule/schedule.py" />
   <source>共{}项</source>
   <translation>{} items</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>只有信访专干和站长看得到；不进普通登记、查找、统计和数据包（信访工作条例第三十条、第四十六条）。</source>
   <translation>Only petition clerk and station head see this; not in registers, search, statistics or bundles (Petition Regulation Art. 30, 46).</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>匿名，本人不愿留名</source>
   <translation>Anonymous at their wish</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>被检举控告的人</source>
   <translation>Accused person</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>所在单位</source>
   <translation>Their office</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>检举控告人</source>
   <translation>Accuser</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>联系方式</source>
   <translation>Contact</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>登记检举控告</source>
   <translation>Register an accusation</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/new_matter.py" />
   <source>不知道姓名的，写能认出的称呼</source>
   <translation>if the name is unknown, how they can be recognised</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>打印登记表</source>
   <translation>Print the form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>加入附件</source>
   <translation>Add a file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>记下</source>
   <translation>Record</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>做了什么</source>
   <translation>What was done</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>移送给</source>
   <translation>Refer to</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>怎样送达</source>
   <translation>How it was delivered</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>谁签收</source>
   <translation>Signed for by</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>告知检举控告人的话</source>
   <translation>What the accuser was told</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>已记下移送。</source>
   <translation>Referral recorded.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>已办结。</source>
   <translation>Finished.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>检举控告登记表（密）</source>
   <translation>Register form of an accusation (sealed)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>有权处理的机关，不能是被检举控告的</source>
   <translation>an organ with power, never the accused</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/one_matter.py" />
   <source>如：专人送达</source>
   <translation>e.g. by messenger</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>送县里专办</source>
   <translation>To the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>收站里送来的</source>
   <translation>Take a station's file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>在密封登记里查找</source>
   <translation>Search the sealed register</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>写到哪里</source>
   <translation>Write to</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>选择密封的文件</source>
   <translation>Choose the sealed file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>请从左边选一件，或者登记一件。</source>
   <translation>Choose one on the left, or register one.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>密封登记</source>
   <translation>Sealed register</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>没有要送的。</source>
   <translation>Nothing to send.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>没有。</source>
   <translation>None.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>已收下{}条。</source>
   <translation>{} records taken.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/sealed.py" />
   <source>已写好：{}。请由专人交给县里的专办人员。</source>
   <translation>Written: {}. Please have a messenger hand it to the county's clerk.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>来信</source>
   <translation>by letter</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>网上</source>
   <translation>online</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>匿名</source>
   <translation>anonymous</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>编号：{}</source>
   <translation>Number: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>收到：{}　{}</source>
   <translation>Received: {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>被检举控告：{}</source>
   <translation>Accused: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>检举控告人：{}</source>
   <translation>Accuser: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>登记人：{}</source>
   <translation>Registered by: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>内容：{}</source>
   <translation>Content: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>{}　记录：{}</source>
   <translation>{}  note: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>{}　附件：{}</source>
   <translation>{}  file: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>　签收：{}</source>
   <translation>  signed for: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>{}　移送{}，{}</source>
   <translation>{}  referred to {}, {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>　告知：{}</source>
   <translation>  told: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sealed/words.py" />
   <source>{}　办结：{}</source>
   <translation>{}  finished: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>调解委员会全称</source>
   <translation>Full name of the committee</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>和印章一致</source>
   <translation>as on the seal</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>编号里用的字</source>
   <translation>Word in its numbers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>如“云桥”：（2026）云桥人调字第1号；改了以后另起一个号段</source>
   <translation>such as 云桥 in （2026）云桥人调字第1号; a new word starts a new series</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>人民调解员</source>
   <translation>Mediators</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>印章保管人</source>
   <translation>Keeper of the seal</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>司法确认的法院</source>
   <translation>Court of confirmation</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>调委会所在地的基层人民法院</source>
   <translation>the basic court at the seat of the committee</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>有权机关全称</source>
   <translation>Organ with power</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>如乡镇人民政府、街道办事处；没有的留空，不能出信访意见书</source>
   <translation>such as a town government; empty if there is none: then no petition opinion can be issued</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>机关代字</source>
   <translation>Word of the organ</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>如“柳政”：柳政访答〔2026〕1号</source>
   <translation>such as 柳政 in 柳政访答〔2026〕1号</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>复查机关全称</source>
   <translation>Organ of review</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>上一级机关，写在意见书的告知里</source>
   <translation>the next higher organ, named in the remedy of the opinion</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>复查机关地址</source>
   <translation>Address of the organ of review</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>复查机关电话</source>
   <translation>Telephone of the organ of review</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>公文印红头（套红纸的不用勾）</source>
   <translation>Print the red head (not for paper that bears it)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>函和告知书用信函格式</source>
   <translation>Letters and notices in the form of letters</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>调解卷号格式</source>
   <translation>Form of mediation file numbers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>留空用（{年}）{调委会字}人调字第{序号}号；可用{区划简称}、{序号:3}</source>
   <translation>Empty: （{年}）{调委会字}人调字第{序号}号; {区划简称} and {序号:3} may be used</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>信访文书编号格式</source>
   <translation>Form of numbers of petition papers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>留空用{机关代字}〔{年}〕{序号}号</source>
   <translation>Empty: {机关代字}〔{年}〕{序号}号</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>每月最后一天</source>
   <translation>last day of the month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>每月20日</source>
   <translation>the 20th</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>每月25日</source>
   <translation>the 25th</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>改了格式才用；留空是今天，已发的编号不变，序号接着排</source>
   <translation>Only for changed patterns; empty means today. Numbers already given stay, the series runs on</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>单位和文书信息</source>
   <translation>Body and papers</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>已保存。以后出的文书用这些内容，已出的不变。</source>
   <translation>Saved. Papers made from now on say this; those already made stay as they are.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>格式从哪天起用</source>
   <translation>Patterns used from</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>统计到每月哪一天</source>
   <translation>Count until which day</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>县里统一规定：{}</source>
   <translation>Ruled by the county: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>{}起改用：{}</source>
   <translation>From {}: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>通常的写法</source>
   <translation>the usual form</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>今年第1号写作：{}　{}</source>
   <translation>The first of this year: {}　{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>人民调解委员会</source>
   <translation>People’s mediation committee</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/body.py" />
   <source>信访文书和公文</source>
   <translation>Petition papers and official letters</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>小（12）</source>
   <translation>Small (12)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>中（14）</source>
   <translation>Medium (14)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>大（16）</source>
   <translation>Large (16)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>特大（20）</source>
   <translation>Very large (20)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>到各个地方</source>
   <translation>to a place</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>回车</source>
   <translation>Enter</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>到下一格；按钮上就是按下</source>
   <translation>next input; presses a button</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>字号大小</source>
   <translation>text size</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>锁定</source>
   <translation>Lock</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>盖住屏幕</source>
   <translation>cover the screen</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>笔录里：数字，Alt+数字</source>
   <translation>Minutes: digit, Alt+digit</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>选说话人</source>
   <translation>choose the speaker</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>用户和口令</source>
   <translation>Users and passphrases</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>下发内容</source>
   <translation>Sent down</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>高对比度（黑白分明）</source>
   <translation>High contrast (black and white)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>语言 Language</source>
   <translation>语言 Language</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>紧急清除</source>
   <translation>Emergency wipe</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>现在锁定</source>
   <translation>Lock now</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>数字PIN</source>
   <translation>PIN digits</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>锁屏PIN</source>
   <translation>PIN</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>设定PIN</source>
   <translation>Set PIN</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>设了PIN，锁屏后只要输PIN就能继续；留空再按一次就是取消。</source>
   <translation>With a PIN, digits are enough after a lock; empty takes it away.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>设置</source>
   <translation>Settings</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>字号</source>
   <translation>Text size</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>字号、颜色和语言</source>
   <translation>Text, colours, language</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>单位和用户</source>
   <translation>Station and users</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>　已停用</source>
   <translation>  (revoked)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>✓ 已设定</source>
   <translation>✓ set</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>✓ 已取消</source>
   <translation>✓ taken away</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>用户、记录和备份</source>
   <translation>Users, journal, backups</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>键盘</source>
   <translation>Keyboard</translation>
  </message>
  <message>
   <location filename="../../ui/screens/settings/settings.py" />
   <source>用户 {}{}</source>
   <translation>User {}{}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>按本单位设置</source>
   <translation>as set here</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>上个月</source>
   <translation>Last month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>下个月</source>
   <translation>Next month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>存成表格</source>
   <translation>Save as table</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>统计到</source>
   <translation>Count until</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>▲ {}报出过，之后数字变了：{}{}。再报出去会写明是重报。</source>
   <translation>▲ Reported on {}; figures have changed since: {}{}. Reported again, it will say that it is a revision.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>存到哪里</source>
   <translation>Save to</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>统计</source>
   <translation>Statistics</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>统计期间：{}至{}</source>
   <translation>Period: {} to {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>✓ {}报出过，数字没有变。</source>
   <translation>✓ Reported on {}; the figures have not changed.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>本期没有发生登记、调解、办结和履行，可以零报。</source>
   <translation>Nothing was registered, mediated, closed or performed in this period; report zero.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>等{}处</source>
   <translation> and others, {} in all</translation>
  </message>
  <message>
   <location filename="../../ui/screens/statistics/statistics.py" />
   <source>已送去打印。</source>
   <translation>Sent to the printer.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>○ 还没有试过</source>
   <translation>○ Not tried yet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>● 连得上</source>
   <translation>● Reachable</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>▲ 现在连不上，会自动再试</source>
   <translation>▲ Not reachable now, will be tried again</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>写成 sftp://服务器/文件夹 的样子，问县里要；清空就是不用网络。</source>
   <translation>Like sftp://server/folder; ask the county for it. Empty: no network.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>现在传送</source>
   <translation>Send now</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>送达地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>传送进度</source>
   <translation>Progress of sending</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>停止传送</source>
   <translation>Stop sending</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>经网络传送</source>
   <translation>Over the network</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>密码</source>
   <translation>Password</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>保存并试一下</source>
   <translation>Save and try</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>连得上，地址已经保存。</source>
   <translation>Reachable; the address is saved.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>用户名</source>
   <translation>User name</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>加密保存在本机；不改就空着。</source>
   <translation>Kept encrypted here; leave empty to keep it.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>没有设送达地址，用U盘送就行。</source>
   <translation>No address is set; use a USB stick.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>还没有传送过</source>
   <translation>nothing sent yet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>不再经网络传送，用U盘送就行。</source>
   <translation>No longer over the network; use a USB stick.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>传送好了：送出{}个文件，收到{}个，新记录{}条。</source>
   <translation>Done: {} files sent, {} received, {} new records.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>没有新的内容要传送。</source>
   <translation>Nothing new to send.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/over_line.py" />
   <source>上次传送：{}</source>
   <translation>last sent: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/stick_place.py" />
   <source>换一个地方</source>
   <translation>Elsewhere</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/stick_place.py" />
   <source>选一个地方</source>
   <translation>Choose a place</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/stick_place.py" />
   <source>位置：{}</source>
   <translation>Place: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>… 已打包</source>
   <translation>… packed</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>▲ 已写到U盘，等县里收</source>
   <translation>▲ on the stick, waits for the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>▲ 已交出，等县里收</source>
   <translation>▲ handed over, waits for the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>● 县里已收到</source>
   <translation>● received by the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>✓ 县里已稳妥保存</source>
   <translation>✓ safely kept by the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>■ 很久没有回执</source>
   <translation>■ no receipt for long</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>■ 县里没有收下</source>
   <translation>■ not accepted by the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>整理记录</source>
   <translation>Records</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>整理附件</source>
   <translation>Attachments</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>加密签名</source>
   <translation>Encrypting and signing</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>读回核对</source>
   <translation>Reading back</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已写入本机</source>
   <translation>Written here</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已导出</source>
   <translation>Exported</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>县里已收到</source>
   <translation>Received by county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已稳妥保存</source>
   <translation>Safely kept</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>没有看到U盘。插好再按“导出到U盘”，也可以换一个地方。</source>
   <translation>No stick seen. Plug it in and press “Export to stick”, or choose another place.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>导出到U盘</source>
   <translation>Export to stick</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>导出进度</source>
   <translation>Progress of the export</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>停下</source>
   <translation>Stop</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>导入县里的文件</source>
   <translation>Import a county file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>选文件</source>
   <translation>Choose a file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>读回执页</source>
   <translation>Read a receipt page</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>没有新的内容要送。</source>
   <translation>Nothing new to send.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>选择县里的文件</source>
   <translation>Choose the county's file</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>选择回执页的照片或扫描件</source>
   <translation>Choose photos or scans of the receipt page</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>县里给的文件以前都导入过了，没有新的。</source>
   <translation>The county's files were all taken before; nothing is new.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>还要带去{}个（{} MB）</source>
   <translation>{} still to be brought ({} MB)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>在路上{}个（{} MB）</source>
   <translation>{} on the way ({} MB)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>县里已有{}个（{} MB）</source>
   <translation>{} at the county ({} MB)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>送到县里</source>
   <translation>To the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>县里带回来的</source>
   <translation>From the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>送出过的文件</source>
   <translation>Files sent</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>县里都收到了，没有要送的。</source>
   <translation>The county has everything.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>本站还没有接入县里。请先导入县里给的接入文件；在此之前请按时备份。</source>
   <translation>This station has not joined a county. Import the county's invitation first; until then back up regularly.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>这个U盘上写过本机现在没有的记录：这台电脑可能退回过以前的数据，或者被复制过。请告诉县里。</source>
   <translation>This stick has seen records of this computer that are not here now: it may have been set back, or copied. Please tell the county.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>这张回执以前读过，没有重复。</source>
   <translation>This receipt was read before; nothing was doubled.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>回执已读入，上面的数字已经更新。</source>
   <translation>The receipt was read; the figures above are up to date.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已导入{}个文件：{}条新记录，{}份回执。</source>
   <translation>{} files taken: {} new records, {} receipts.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>附件：{}</source>
   <translation>Attachments: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已接入{}。</source>
   <translation>Joined {}.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>还没有送出过。</source>
   <translation>Nothing sent yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>{} %p%</source>
   <translation>{} %p%</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已写好：{}（{}条记录）。</source>
   <translation>Written: {} ({} records).</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>这份文件以前已经导入过，没有重复。</source>
   <translation>This file was imported before; nothing is doubled.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>这里没有县里给本站的文件。</source>
   <translation>There is nothing of the county for this station here.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>，</source>
   <translation>, </translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>有{}条记录县里还没有收到，导出时都会带上。</source>
   <translation>{} records have not reached the county; every export carries them.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>另有{}份草稿没有写完，不会送出。</source>
   <translation>{} drafts are unfinished and are not sent.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>还没有收到过回执。</source>
   <translation>No receipt yet.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>{}条记录　{}</source>
   <translation>{} records  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>还有{}个附件这个U盘放不下，请换一个U盘再导出一次。</source>
   <translation>{} attachments found no room on this stick; export once more to another one.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>可以拔下U盘，送到县里。</source>
   <translation>Take the stick out and to the county.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已接入{}，以后导出的文件县里都能读。</source>
   <translation>Joined {}; the county can read what is exported from now on.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>已导入：{}条新记录，{}份回执。</source>
   <translation>Imported: {} new records, {} receipts.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>县里没有收下{}</source>
   <translation>The county did not take {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/sync/sync_page.py" />
   <source>上次回执：{}</source>
   <translation>Last receipt: {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>口令</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>再写一遍</source>
   <translation>Once more</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>添加这位用户</source>
   <translation>Add this user</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>登录名</source>
   <translation>Login</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>角色</source>
   <translation>Roles</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>请本人来写：至少6个字，一句自己记得住的话就好，不要求大小写和符号</source>
   <translation>Let them type it: at least 6 characters, a sentence they remember; no signs demanded</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>留空就用姓名；以后不能改</source>
   <translation>empty: the name; cannot be changed later</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>两遍口令不一样。</source>
   <translation>The two are not the same.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>已添加：{}。以后可以用自己的口令登录。</source>
   <translation>Added: {}. They can log in with their own passphrase.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>请再写一遍。</source>
   <translation>Please write it again.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/new_user.py" />
   <source>添加用户</source>
   <translation>Add a user</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>已停用{}，移交{}件案件、{}份草稿。</source>
   <translation>Revoked {}; {} cases and {} drafts handed over.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>保存角色</source>
   <translation>Save roles</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>移交手头的工作</source>
   <translation>Hand over the work</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>新口令</source>
   <translation>New passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>换成新口令</source>
   <translation>Set the new passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>停用这位用户</source>
   <translation>Revoke this user</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>停用后不能再登录，登记过的内容都保留。还有没办完的事，请先在上面选好接手的人。</source>
   <translation>They cannot log in any more; what they recorded stays. If work is open, choose above who takes it over.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>已停用</source>
   <translation>revoked</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>口令已设好，以后用它登录；原来的口令不能再用。</source>
   <translation>The passphrase is set; sign in with it from now on. The old one no longer works.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>接手的人</source>
   <translation>Successor</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>第一次登录前，或者本人忘了口令时用：请本人来写</source>
   <translation>Before the first sign-in, or when it was forgotten: the person types it</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>停用原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>可以登录</source>
   <translation>can log in</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>还没有口令，请本人来写</source>
   <translation>no passphrase yet, the person should type one</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>设第一次口令</source>
   <translation>Set the first passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>把没有办完的案件和草稿交给别人，例如休假、生病</source>
   <translation>Open cases and drafts go to somebody else, e.g. leave or illness</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>登录名：{}　角色：{}　{}</source>
   <translation>Login: {}  roles: {}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>已保存，下次登录时生效。</source>
   <translation>Saved; in force at the next login.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/one_user.py" />
   <source>已移交{}件案件、{}份草稿。</source>
   <translation>{} cases and {} drafts handed over.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>再写一遍新口令</source>
   <translation>New passphrase again</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>换口令</source>
   <translation>Change</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>恢复单丢了或被人看过，就做一张新的：旧的从此打不开本机（以前的备份仍认旧的）。要先写现在的口令。</source>
   <translation>If the sheet is lost or was seen, make a new one: the old one no longer opens this computer (older backups keep it). Your passphrase is needed.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>我的口令</source>
   <translation>My passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>做一张新恢复单</source>
   <translation>Make a new sheet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>口令已换好。</source>
   <translation>Passphrase changed.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>新恢复单在下面，请马上抄好或打印；离开这一页就不再显示。</source>
   <translation>The new sheet is below; copy or print it now, it is not shown again.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>现在的口令</source>
   <translation>Present passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>至少6个字</source>
   <translation>at least 6 characters</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/own_keys.py" />
   <source>恢复单</source>
   <translation>Recovery sheet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>我的口令和恢复单</source>
   <translation>My passphrase and sheet</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>更换数据密钥后，停用的人手里的旧密钥就打不开以后的数据了。</source>
   <translation>After a new data key, an old key in the hands of a revoked user opens nothing new.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>更换数据密钥</source>
   <translation>New data key</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>本站用户</source>
   <translation>Users of this station</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>请现在按“更换数据密钥”，大约要一分钟。</source>
   <translation>Please press “New data key” now; it takes about a minute.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>● {}</source>
   <translation>● {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>○ {}（已停用）</source>
   <translation>○ {} (revoked)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>县里停用了{}，口令已从这台电脑删除。</source>
   <translation>The county revoked {}; the passphrase was deleted from this computer.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/users/users.py" />
   <source>◇ {}（还没有口令）</source>
   <translation>◇ {} (no passphrase yet)</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>当场说好的事，一屏记完</source>
   <translation>Settled at once: one screen</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>■ 已经超期</source>
   <translation>■ Overdue</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>■ 今天到期</source>
   <translation>■ Due today</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>▲ 三天内到期</source>
   <translation>▲ Due in three days</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>● 正在办理</source>
   <translation>● Open</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>✓ 本月已办结</source>
   <translation>✓ Closed this month</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>近三十天没有到期的事。</source>
   <translation>Nothing is due in the next thirty days.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>今年的节假日安排还没有导入，期限按周末推算</source>
   <translation>This year's holidays are not imported; limits count weekends only</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>上次备份</source>
   <translation>Last backup</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>上次导出</source>
   <translation>Last export</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>县里收到</source>
   <translation>At the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>县里来的</source>
   <translation>From the county</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>{}月{}日　{}</source>
   <translation>{}/{}  {}</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>▲ 电脑的时间比上一条记录（{} {}）还早，请先校正</source>
   <translation>▲ The computer's time is before the last record ({} {}); please set it right</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>▲ {}请核对</source>
   <translation>▲ {} Please check.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>没有没写完的内容。</source>
   <translation>Nothing unfinished.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>还没有案件。按F2登记第一件。</source>
   <translation>No cases yet. F2 registers the first.</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>■ {}的备份没有成功（{}），按这里看看</source>
   <translation>■ The backup of {} failed ({}); look here</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>接着上次</source>
   <translation>Go on with</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>最近的案件</source>
   <translation>Recent cases</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>数据安全</source>
   <translation>Safety of data</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>另有{}条，办完上面的会接着显示</source>
   <translation>{} more; they appear when the ones above are done</translation>
  </message>
  <message>
   <location filename="../../ui/screens/workbench/workbench.py" />
   <source>另有{}份草稿在各自的案件里</source>
   <translation>{} more drafts in their cases</translation>
  </message>
  <message>
   <location filename="../../ui/shell/cover.py" />
   <source>屏幕已盖住，按任意键返回</source>
   <translation>The screen is covered; any key goes back</translation>
  </message>
  <message>
   <location filename="../../ui/shell/draft_keeper.py" />
   <source>✓ 已自动保存 {}</source>
   <translation>✓ saved {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/gate.py" />
   <source>忘了口令？用恢复单打开</source>
   <translation>Forgot it? Use the recovery sheet</translation>
  </message>
  <message>
   <location filename="../../ui/shell/gate.py" />
   <source>正在打开……</source>
   <translation>Opening …</translation>
  </message>
  <message>
   <location filename="../../ui/shell/gate.py" />
   <source>恢复单上的字</source>
   <translation>Words of the sheet</translation>
  </message>
  <message>
   <location filename="../../ui/shell/gate.py" />
   <source>新口令 *</source>
   <translation>New passphrase *</translation>
  </message>
  <message>
   <location filename="../../ui/shell/gate.py" />
   <source>口令 *</source>
   <translation>Passphrase *</translation>
  </message>
  <message>
   <location filename="../../ui/shell/gate.py" />
   <source>用口令打开</source>
   <translation>Use the passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/shell/gate.py" />
   <source>已退回升级前的数据（{}），请用旧版程序打开；要再升级，请再按一次“打开”。</source>
   <translation>Back to the data before the upgrade ({}); open them with the old program, or press “Open” to upgrade again.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/help_sheet.py" />
   <source>帮助</source>
   <translation>Help</translation>
  </message>
  <message>
   <location filename="../../ui/shell/help_sheet.py" />
   <source>收起（F10）</source>
   <translation>Close (F10)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/help_sheet.py" />
   <source>这一页没有单独的说明。</source>
   <translation>There is no note on this page.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/help_sheet.py" />
   <source>依据</source>
   <translation>Basis</translation>
  </message>
  <message>
   <location filename="../../ui/shell/help_sheet.py" />
   <source>按键</source>
   <translation>Keys</translation>
  </message>
  <message>
   <location filename="../../ui/shell/idle.py" />
   <source>电脑的时间被调早了，请核对日期和时间，期限才算得准</source>
   <translation>The computer's clock was set back; check date and time, or limits are wrong</translation>
  </message>
  <message>
   <location filename="../../ui/shell/idle.py" />
   <source>电脑的时间被调晚了，请核对日期和时间，期限才算得准</source>
   <translation>The clock of this computer was set on; check date and time, or the time limits will be wrong</translation>
  </message>
  <message>
   <location filename="../../ui/shell/idle.py" />
   <source>再过{}秒没有动作，屏幕会锁定</source>
   <translation>The screen locks in {} seconds</translation>
  </message>
  <message>
   <location filename="../../ui/shell/lock.py" />
   <source>口令或PIN</source>
   <translation>Passphrase or PIN</translation>
  </message>
  <message>
   <location filename="../../ui/shell/lock.py" />
   <source>继续工作</source>
   <translation>Go on</translation>
  </message>
  <message>
   <location filename="../../ui/shell/lock.py" />
   <source>已锁定</source>
   <translation>Locked</translation>
  </message>
  <message>
   <location filename="../../ui/shell/lock.py" />
   <source>{}，屏幕已锁定，正在写的内容都保存着。</source>
   <translation>{}, the screen is locked; what you were writing is saved.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/main_page.py" />
   <source>{}　本机离线可用</source>
   <translation>{}  works offline</translation>
  </message>
  <message>
   <location filename="../../ui/shell/main_page.py" />
   <source>▲ 今天到期{}件，已超期{}件。按F5看日程。</source>
   <translation>▲ {} due today, {} overdue. F5 shows the schedule.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/navigation.py" />
   <source>{}（{}）</source>
   <translation>{} ({})</translation>
  </message>
  <message>
   <location filename="../../ui/shell/paper_printing.py" />
   <source>没有找到可用的打印机。</source>
   <translation>No printer found.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/paper_printing.py" />
   <source>文书已经保存，没有丢失。</source>
   <translation>The paper is saved.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/paper_printing.py" />
   <source>请接好打印机、打开电源后再打印；也可以先存成PDF文件，拿到别处打印。</source>
   <translation>Connect the printer and try again, or save it as PDF and print elsewhere.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/paper_printing.py" />
   <source>打印 {}</source>
   <translation>Print {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/places.py" />
   <source>工作台</source>
   <translation>Desk</translation>
  </message>
  <message>
   <location filename="../../ui/shell/places.py" />
   <source>受理登记</source>
   <translation>Intake</translation>
  </message>
  <message>
   <location filename="../../ui/shell/places.py" />
   <source>调解</source>
   <translation>Mediation</translation>
  </message>
  <message>
   <location filename="../../ui/shell/places.py" />
   <source>同步</source>
   <translation>Exchange</translation>
  </message>
  <message>
   <location filename="../../ui/shell/print_run.py" />
   <source>{}份文书</source>
   <translation>{} papers</translation>
  </message>
  <message>
   <location filename="../../ui/shell/reason_sheet.py" />
   <source>好</source>
   <translation>Good</translation>
  </message>
  <message>
   <location filename="../../ui/shell/rescuing.py" />
   <source>只读抢救：数据文件有损坏，这里能看、能抄，不能改。原来的文件一个字节也不会动。</source>
   <translation>Rescue, read-only: the data are damaged; look and copy, nothing can be changed. Not a byte of the old file is touched.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/rescuing.py" />
   <source>核对进度</source>
   <translation>Progress of the check</translation>
  </message>
  <message>
   <location filename="../../ui/shell/rescuing.py" />
   <source>看看坏了多少</source>
   <translation>See the damage</translation>
  </message>
  <message>
   <location filename="../../ui/shell/rescuing.py" />
   <source>读得出来的案件</source>
   <translation>Cases that read</translation>
  </message>
  <message>
   <location filename="../../ui/shell/rescuing.py" />
   <source>只读抢救</source>
   <translation>Rescue</translation>
  </message>
  <message>
   <location filename="../../ui/shell/rescuing.py" />
   <source>没有读得出来的案件。</source>
   <translation>No case reads.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>现在这台电脑上的数据不会删除，会整个放到旁边的文件夹里。</source>
   <translation>The data on this computer are not deleted; they are put into a folder beside.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>往县里发送先停着：登录后看过内容，在“备份和恢复”里按“确认可以发送”。</source>
   <translation>Sending to the county waits: log in, look, then press “Allow sending” under “Backup and restore”.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>▲ 这是另一个站点的备份，不是本站的。</source>
   <translation>▲ This is the backup of another station.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>{}（{}），{}的备份。</source>
   <translation>{} ({}), backup of {}.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>里面有{}件案件、{}个附件。</source>
   <translation>{} cases and {} attachments in it.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>✓ 已恢复{}的备份，{}个附件。</source>
   <translation>✓ Restored the backup of {}, {} attachments.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>▲ 这份备份里缺{}个附件文件。</source>
   <translation>▲ {} attachment files are missing in it.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>▲ 本机磁盘要{}兆，只剩{}兆：可以先不恢复附件。</source>
   <translation>▲ Needs {} MB, only {} MB free: attachments can wait.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>要占本机{}兆，够用。</source>
   <translation>Needs {} MB; there is room.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>缺{}个附件文件：</source>
   <translation>{} attachment files are missing:</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restore_words.py" />
   <source>……还有{}个，登记和校验值都在。</source>
   <translation>… {} more; records and hashes are there.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>正在拷回</source>
   <translation>Copying</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>正在核对</source>
   <translation>Checking</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>正在升级</source>
   <translation>Upgrading</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>恢复进度</source>
   <translation>Progress of the restore</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>请选备份盘上 fengqiao-backup 里的备份文件，或者整个备份文件夹。</source>
   <translation>Choose a backup file in fengqiao-backup on the medium, or the whole folder.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>选备份文件</source>
   <translation>Choose a file</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>选备份文件夹</source>
   <translation>Choose a folder</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>用什么打开</source>
   <translation>Open with</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>县里的恢复密钥</source>
   <translation>County key</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>看看这份备份</source>
   <translation>Look at it</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>缺少的附件不要紧，先恢复其余的，缺的列成清单</source>
   <translation>Go on without missing attachments and list them</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>先不恢复附件（磁盘放不下时选）</source>
   <translation>Leave attachments for later (small disk)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>换一份备份</source>
   <translation>Another backup</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>打开恢复好的数据</source>
   <translation>Open the restored data</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>正在看备份……</source>
   <translation>Looking …</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>用户口令</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>县里给的一行文字，AGE-SECRET-KEY 开头</source>
   <translation>a line of the county that begins AGE-SECRET-KEY</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>备份（*.fqbackup）</source>
   <translation>Backup (*.fqbackup)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>备份时就有的用户</source>
   <translation>a user at the time of the backup</translation>
  </message>
  <message>
   <location filename="../../ui/shell/restoring.py" />
   <source>备份：{}</source>
   <translation>Backup: {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/search_box.py" />
   <source>查姓名、首字母、编号 Ctrl+F</source>
   <translation>Name, initials, number Ctrl+F</translation>
  </message>
  <message>
   <location filename="../../ui/shell/search_box.py" />
   <source>查找结果</source>
   <translation>Results</translation>
  </message>
  <message>
   <location filename="../../ui/shell/search_box.py" />
   <source>人员</source>
   <translation>Person</translation>
  </message>
  <message>
   <location filename="../../ui/shell/search_box.py" />
   <source>没有找到。可以换姓名、拼音首字母、电话或者编号再试。</source>
   <translation>Not found. Try a name, pinyin initials, phone or number.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/search_box.py" />
   <source>{}　{}
　　　{}</source>
   <translation>{}  {}
      {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>{}的接入文件。请打电话给县里，核对这十二位数字是否相同：{}</source>
   <translation>Invitation of {}. Please call the county and compare these twelve digits: {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>再写一遍口令</source>
   <translation>Passphrase again</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>建立调解台</source>
   <translation>Make the station</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>有县里给的接入文件</source>
   <translation>I have an invitation</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>第一次使用，请填写这几项，大约一分钟。以后都可以在设置里看到。</source>
   <translation>First use: please fill this in, about a minute. Everything can be seen later in the settings.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>选择县里给的接入文件</source>
   <translation>Choose the county's invitation</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>正在建立，请稍候……</source>
   <translation>Making it, please wait …</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>站点代码只能用字母、数字和横线，2至20个。</source>
   <translation>A station code has 2 to 20 letters, digits and dashes.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>我已经收好恢复单</source>
   <translation>I have put the sheet away</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>开始使用</source>
   <translation>Begin</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>调委会名称</source>
   <translation>Committee</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>编号用字</source>
   <translation>Word in numbers</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>县里给的代码；没有就自己起，用字母和数字</source>
   <translation>Given by the county; else choose one of letters and digits</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>您的姓名</source>
   <translation>Your name</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>至少6位，用自己记得住的一句话的拼音最好</source>
   <translation>at least 6; a sentence you remember is best</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>欢迎使用枫桥调解台</source>
   <translation>Welcome to Fengqiao Desk</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>恢复单（只显示这一次）</source>
   <translation>Recovery sheet (shown only once)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>如：云桥村调委会全称</source>
   <translation>full name of the committee</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>如：云桥，印成“云桥人调字”</source>
   <translation>e.g. 云桥, printed as 云桥人调字</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>如：云桥村调解站</source>
   <translation>name of the station</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>请把这{}个词抄下来或者打印出来，锁进保险柜。忘了口令时，只有它能打开本机的数据。此后不会再显示。</source>
   <translation>Copy or print these {} words and lock them away. When the passphrase is forgotten, only they open the data. They are not shown again.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/set_up.py" />
   <source>请照县里给的代码填写。</source>
   <translation>Please write the code the county gave.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/sheet_words.py" />
   <source>打印恢复单</source>
   <translation>Print the sheet</translation>
  </message>
  <message>
   <location filename="../../ui/shell/sheet_words.py" />
   <source>枫桥调解台恢复单　{}</source>
   <translation>Fengqiao Desk recovery sheet  {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>字小</source>
   <translation>A−</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>字大</source>
   <translation>A＋</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>字号小一号（Ctrl+－）</source>
   <translation>smaller text (Ctrl+−)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>字号大一号（Ctrl+＋）</source>
   <translation>larger text (Ctrl+＋)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>这一页怎么用、依据哪条法律（F10）</source>
   <translation>How this page works and which law (F10)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>锁定（Ctrl+L）</source>
   <translation>Lock (Ctrl+L)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>盖住屏幕（F12）</source>
   <translation>Cover the screen (F12)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>设置（F8）</source>
   <translation>Settings (F8)</translation>
  </message>
  <message>
   <location filename="../../ui/shell/top_bar.py" />
   <source>用户 {}</source>
   <translation>User {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/waiting.py" />
   <source>请稍候</source>
   <translation>Please wait</translation>
  </message>
  <message>
   <location filename="../../ui/shell/ways_out.py" />
   <source>只读查看还能读的内容</source>
   <translation>Look at what still reads</translation>
  </message>
  <message>
   <location filename="../../ui/shell/ways_out.py" />
   <source>从备份恢复数据</source>
   <translation>Restore from a backup</translation>
  </message>
  <message>
   <location filename="../../ui/shell/ways_out.py" />
   <source>再启动一次</source>
   <translation>Start again</translation>
  </message>
  <message>
   <location filename="../../ui/shell/ways_out.py" />
   <source>退回升级前的数据</source>
   <translation>Back to before the upgrade</translation>
  </message>
  <message>
   <location filename="../../ui/shell/window.py" />
   <source>正在更换数据密钥，请不要关机……</source>
   <translation>Changing the data key, please do not switch off …</translation>
  </message>
  <message>
   <location filename="../../ui/shell/window.py" />
   <source>正在写入，写完自动关闭。等不及就再按一次关闭，已经写好的不会丢。</source>
   <translation>Still writing; closes when done. Press close again to leave now, what is written stays.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/window.py" />
   <source>今天的备份没有成功：{}</source>
   <translation>Today's backup failed: {}</translation>
  </message>
  <message>
   <location filename="../../ui/shell/wiping.py" />
   <source>只在电脑要被抢走、偷走或强行搜查时使用。会立即销毁本机的全部记录、密钥和本机上的备份，不能恢复，不用联网。县里已经收到的内容，可以由县里重新发给本站；县里还没收到的，只有别处的备份盘里有。</source>
   <translation>Only if the computer is about to be robbed, stolen or searched by force. Destroys all records, keys and backups on this computer at once, for good, without a network. What the county has, it can send back; what it has not is only on backups elsewhere.</translation>
  </message>
  <message>
   <location filename="../../ui/shell/wiping.py" />
   <source>照着写上面的四位数字</source>
   <translation>Type the four digits</translation>
  </message>
  <message>
   <location filename="../../ui/shell/wiping.py" />
   <source>第一步：准备清除</source>
   <translation>Step 1: prepare</translation>
  </message>
  <message>
   <location filename="../../ui/shell/wiping.py" />
   <source>第二步：立即清除</source>
   <translation>Step 2: wipe now</translation>
  </message>
  <message>
   <location filename="../../ui/shell/wiping.py" />
   <source>不清除，返回</source>
   <translation>No, go back</translation>
  </message>
  <message>
   <location filename="../../ui/shell/wiping.py" />
   <source>紧急清除本机数据</source>
   <translation>Emergency wipe of this computer</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>今天到期</source>
   <translation>due today</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>等待办理规程</source>
   <translation>Waits for its procedure</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>已达成协议</source>
   <translation>Agreed</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>{}月{}日</source>
   <translation>{}/{}</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>{}年{}月{}日</source>
   <translation>{}-{}-{}</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>还没有过</source>
   <translation>never yet</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>电脑日期是{}，县里最后一次的日期是{}。</source>
   <translation>This computer says it is {}; the county's last date was {}.</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>还剩{}天</source>
   <translation>{} days left</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>{}天前</source>
   <translation>{} days ago</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>电脑日期是{}，这台电脑上一次正常的日期是{}。</source>
   <translation>This computer says it is {}; the last date that was right here was {}.</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>超期{}天</source>
   <translation>{} days late</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>今天 {}</source>
   <translation>today {}</translation>
  </message>
  <message>
   <location filename="../../ui/style/words.py" />
   <source>昨天 {}</source>
   <translation>yesterday {}</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-101</source>
   <translation>An identity number has neither 18 nor 15 characters. Compare with the card; look for a digit left out or written twice.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-102</source>
   <translation>A character other than a digit before the last place of an identity number. Look for O written for 0, l for 1.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-103</source>
   <translation>The last character of an identity number is neither a digit nor X. Compare the last place with the card.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-104</source>
   <translation>The birth date inside an identity number does not exist. Compare places 7 to 14 with the card.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-105</source>
   <translation>The birth date inside an identity number lies in the future. Compare places 7 to 14; check this computer's date.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-106</source>
   <translation>The check character of an identity number does not fit (GB 11643). At least one digit is wrong: compare one by one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-107</source>
   <translation>The number cannot belong to the kind of paper that was chosen. Compare with the paper; if it is right, choose 其他证件.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-108</source>
   <translation>A telephone number cannot be dialled. Ask again; without a telephone leave it empty and note how to reach the person.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-121</source>
   <translation>A 统一社会信用代码 does not have 18 characters. Compare with the licence or certificate.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-122</source>
   <translation>A letter or sign that this code never uses (I, O, S, V, Z). Look for 1, 0, 5, U, 2.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-123</source>
   <translation>Places 3 to 8 of the code (the area) are not all digits. Compare with the certificate.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-124</source>
   <translation>The check character of the code does not fit (GB 32100). At least one character is wrong: compare one by one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-131</source>
   <translation>A name is empty or longer than 40 characters. Write only the name; an unknown name is 未提供 with its reason.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-132</source>
   <translation>A name holds an invisible or private-use character. Delete it and type it again, rare characters by code point.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-133</source>
   <translation>A name holds the mark of a lost character, or no letter. Type the character again from the card.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-141</source>
   <translation>A sum cannot be read, or can be read in two ways (3万5). Write digits, such as 35000 or 3.5万.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-142</source>
   <translation>A sum is finer than 分. Round it to two decimals.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-143</source>
   <translation>A sum is above one 万亿 yuan. Look for zeros or 万 too many.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-144</source>
   <translation>A sum is negative. Write the repayment as a duty of the side that pays back.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-151</source>
   <translation>A number pattern is empty, longer than 60, or not one line. Use the default pattern.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-152</source>
   <translation>A number pattern has a placeholder that does not exist. Use the placeholders that the message lists.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-153</source>
   <translation>A number pattern lacks {年} or {序号}, or has one twice. Put each in exactly once, else papers share a number.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-154</source>
   <translation>Brackets of a number pattern do not pair. Pair （ ）, 〔 〕, [ ] and { }.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-155</source>
   <translation>A word the number pattern asks for is not set. Fill it in in the settings of this unit.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-156</source>
   <translation>The letter of this computer is not one of A to Z. The county gives the letter: import its enrolment file again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-157</source>
   <translation>Year, serial or epoch of a number is out of range. The year has four digits, serials begin with 1.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-158</source>
   <translation>Two kinds of papers would bear the same number under the patterns that were written. Keep {机关代字} in the pattern of petition papers, and make it differ from that of mediation files.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-161</source>
   <translation>A holiday file cannot be read. Mend the line or field that is named, after last year's file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-162</source>
   <translation>A holiday file has impossible days. Compare the days that are named with the State Council's notice.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-171</source>
   <translation>A time limit has no length, or above 3660. Fill in the length from the order or rule.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-172</source>
   <translation>A limit of hours or minutes without the time of day it runs from. Fill in hour and minute.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-173</source>
   <translation>An extension is longer than the rule allows. Shorten it, or conclude in time.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-174</source>
   <translation>An extension was approved before the limit began or after it had passed. Treat the matter as overdue and note why.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-175</source>
   <translation>A pause or extension without reason or approver. Fill both in and tell the parties the reason.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-176</source>
   <translation>An extension by nothing, by less, or by length and date at once. Say how long or until which day.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-177</source>
   <translation>The rule does not let this limit stand still. Only time that the rule itself excludes is left out.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-178</source>
   <translation>A pause begins after the limit has passed. Treat the matter as overdue and note why.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-179</source>
   <translation>A pause ends before it begins, or begins while another still runs. Correct the days of the pause.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-180</source>
   <translation>A local limit gives more time than the national one. Set it at most as long as the national one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-181</source>
   <translation>The table of time limits cannot be read or has a code twice. Mend the entry that is named.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-401</source>
   <translation>A procedure file has faults; the first five are named with their lines. Mend them by line number and load the file again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-410</source>
   <translation>A paper is to correct one that is not there or not frozen. Print an unsigned paper anew instead; choose a frozen one from the list.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-411</source>
   <translation>The procedure of the case has no such step. Check the name of the step, or use a procedure that has it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-412</source>
   <translation>The step is not open now, or the case is closed. Do the earlier steps first, or reopen the case.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-413</source>
   <translation>A mandatory input of a step is empty. Fill it in.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-414</source>
   <translation>An input of a step has a value of the wrong kind, or one that cannot be chosen. Correct it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-415</source>
   <translation>A rule of the procedure does not hold; the message is the rule's own. Do what the rule asks for first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-416</source>
   <translation>The limit that is to be extended or paused is not running. Check which limit is meant and whether it was met already.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-417</source>
   <translation>A procedure or activity file of this version was loaded before, or its version is below 1. Raise `version` in the file and load it again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-418</source>
   <translation>The procedure or activity that is to be withdrawn was not loaded here, or is withdrawn already. Choose one of the station's own.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-419</source>
   <translation>A procedure is withdrawn without reason. Write one sentence.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-421</source>
   <translation>A file of an activity (接访, 巡查, 议事 …) has faults; the first five are named with their lines. Mend them by line number and load the file again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-422</source>
   <translation>The day of an activity is no date. Write it like 2026-11-20.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-423</source>
   <translation>The activity or the entry is not there, or belongs to another computer. Choose from the list.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-424</source>
   <translation>The activity is closed. Record a new one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-425</source>
   <translation>An activity is to be closed while promises with a day are open. Tick them off first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-426</source>
   <translation>An activity is withdrawn without reason. Write one sentence.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-420</source>
   <translation>A file of villages and grids has a fault in the named line. Mend the line and load the file again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-431</source>
   <translation>The period of a register or report ends before it begins, is longer than a year or is no date. Give first and last day, at most a year apart.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-432</source>
   <translation>A paper of a single case is asked for as a list. Open the case and make it there.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-433</source>
   <translation>The name of the committee is missing, or a word of its numbers has another form. Write the name as on the seal; a word of one to twelve characters without digits or brackets.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-434</source>
   <translation>The organ named for decisions has no power to decide in its own name. Name the government or sub-district office, or leave it empty.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-436</source>
   <translation>A pattern of numbers is to be changed that the county rules for all. Leave it as it is, or ask the county.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-437</source>
   <translation>A pattern of numbers is to be used from a day in the past. Give today or a later day; numbers that were given stay.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-435</source>
   <translation>An organ that decides is named without the organ of review. Name the next higher organ.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-601</source>
   <translation>The stored keys of this computer are damaged. Restore the last backup, or enrol anew.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-602</source>
   <translation>The invitation is damaged or is no invitation. The county writes it once more.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-603</source>
   <translation>The invitation was written by a newer program. Update this program.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-604</source>
   <translation>One attachment is larger than a bundle may be. Split or compress it and add it again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-681</source>
   <translation>Not all QR codes of a receipt were scanned; the missing ones are named. Scan the missing ones.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-682</source>
   <translation>What was scanned is no receipt, or is damaged. Flatten the paper and scan again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-683</source>
   <translation>The receipt was not signed by this county. Compare the county's name, ask for a new one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-684</source>
   <translation>The printed receipt is for another station. Give it to the station that is named on it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-685</source>
   <translation>The printed receipt is older than what is known here. Ask for the newest page, or do nothing.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-501</source>
   <translation>A paper holds a character that no font of the program has; the character, its code point and the words around it are named. Compare the character with the card; use the ordinary form and say so in the remark.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-502</source>
   <translation>A paper holds a control or direction mark that nobody would see; its code point and the words around it are named. Delete the text at that place and type it again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-503</source>
   <translation>A template needs something that the case does not hold, or makes a text beyond all measure. Fill in what is missing; if it stays, give the template file to the county.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-504</source>
   <translation>A template file cannot be used; the fault is named. Mend the file and load it again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-506</source>
   <translation>What a published template makes of a case is longer than four megabytes. Look for a loop in the template; tell the county.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-505</source>
   <translation>Facts that this paper must hold are missing; all of them are named. Fill them in and print again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-521</source>
   <translation>The volume of a file (卷宗) holds no paper that may be bound. Record signatures, or add the signed scans; drafts for signing are not bound.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-522</source>
   <translation>A day of binding or checking a file is no date. Write 2026-11-20.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-523</source>
   <translation>`dossier` was not told where to write. Give `--out`, or `--check` to look only.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-451</source>
   <translation>A month of statistics cannot be read, or its cut-off day is not 0 to 28. Write the month as 2026-10; 0 is the end of the month.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-453</source>
   <translation>A list for a round of visits has nobody in it. Look at a longer time.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-452</source>
   <translation>`report` does not know this kind of report or file. Use month, or the key of a list paper; write to .pdf, .xlsx or .json.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-525</source>
   <translation>No file was chosen for labels. Choose cases, or another month.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-526</source>
   <translation>A case has no papers whose codes could be printed. Make its papers first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-528</source>
   <translation>A paper on marriage, adoption or inheritance cannot be signed by drawing (电子签名法第三条). Print it and sign by hand.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-529</source>
   <translation>The certificate of an electronic seal is not valid on this day. Have it renewed by its issuer.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-530</source>
   <translation>A signature was to be drawn and nothing stands in the frame. Let the person write the name.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-527</source>
   <translation>No paper is in the stage that is to be printed in one go. Choose another stage, or make the papers first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-524</source>
   <translation>No case was closed in that month. Write the month as 2026-10.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-501</source>
   <translation>A font cannot be unpacked to this computer. Check the free space of the disk and print again; no case data are touched.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-511</source>
   <translation>A file is neither a picture (JPG, PNG, TIF, BMP, WEBP) nor a PDF; its content is not shown. Save photographs as JPG, scans as PDF; a HEIC photograph has to be turned into JPG.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-512</source>
   <translation>A picture or PDF is damaged, cut short or has a password. Scan or copy it again; take the password off.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-513</source>
   <translation>A picture or PDF is too large to be opened: above 200 megapixels, 500 pages or the memory it may take. Make the picture smaller, or divide the file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-514</source>
   <translation>Opening a file took too long, too much memory or brought the reading process down; it was stopped and nothing was run. Scan it again; do not open files of unknown origin.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-515</source>
   <translation>The process that reads pictures and scans does not start. Close other programs, restart the computer.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-522</source>
   <translation>The certificate file of a seal cannot be opened: it is none, or the password is wrong. Check file and password.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-541</source>
   <translation>Something with today's date was to be printed while that date is doubted: it is before the county's last one, or the clock has jumped. If the date is right, confirm it (`--today` in a terminal); else set the computer's date first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-542</source>
   <translation>`--today` or a confirmation names another day than the computer's clock. Set the clock, or name the day it shows.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-523</source>
   <translation>A PDF cannot bear an electronic seal: damaged, none of ours, or sealed already. Export it again from this program and seal that.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-517</source>
   <translation>A county's template did not come to an end over the facts of a case; it was stopped and is not tried again before the next start. Tell the county to withdraw this version; the one before it is used then.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-516</source>
   <translation>Text is to be read off a picture and the extra part for it is not installed. Fill in by hand; the administrator can install the extra `ocr`.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-502</source>
   <translation>A font that came with the program is damaged. Install the program again; no case data are touched.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-201</source>
   <translation>The last user who can open the data is to be removed. Add another user first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-202</source>
   <translation>A passphrase is shorter than 6 or longer than 500 characters. A sentence one remembers is best.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-203</source>
   <translation>The roles of the user do not hold the right for this act. Somebody with the right logs in, or the administrator changes the roles.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-204</source>
   <translation>The name of the mediation committee is not set. Fill in the unit under 设置.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-205</source>
   <translation>The data folder is not a county's. Use the county's folder.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-206</source>
   <translation>The data folder has several users and none was named. Name one with --user.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-207</source>
   <translation>Code, name or user of a new station is missing. See `init --help`.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-208</source>
   <translation>The JSON file of a case cannot be read. Compare its field names.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-209</source>
   <translation>A filter of `case list` is malformed. For example `state=open`.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-210</source>
   <translation>A procedure or template file has faults. Mend the lines that are named.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-211</source>
   <translation>There is no time-limit rule of this code. For example T5.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-213</source>
   <translation>A login named on the command line is not registered. See `user list`.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-212</source>
   <translation>The start of a time limit is no date. For example 2026-08-04.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-201</source>
   <translation>Passphrase, sheet or key does not open the data. Check capitals and input method; the recovery sheet opens too.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-202</source>
   <translation>A page of the database does not authenticate. Restore the newest backup, or open read-only to rescue.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-203</source>
   <translation>keys.json is missing or unreadable. Take keys.json of the same time from a backup.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-204</source>
   <translation>The data was written by a newer program. Update the program.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-211</source>
   <translation>The file of an attachment is not on this computer. Take it from a backup or from the county.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-212</source>
   <translation>The file of an attachment is damaged or another file lies in its place. Take it from a backup or from the county.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-231</source>
   <translation>The data folder is open in another window or process. Go back to that window, or close it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-232</source>
   <translation>The folder already holds data. Open it, or choose an empty folder.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-233</source>
   <translation>The folder holds no data. Choose the folder where the data lies.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-234</source>
   <translation>The user is revoked or not registered. Choose another user, or ask the administrator.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-236</source>
   <translation>`verify` found faults; each is named with what is safe and what to do. Copy the folder aside first, then follow the lines.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-235</source>
   <translation>No passphrase was given on the command line. Use --password-file or FENGQIAO_PASSWORD.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-301</source>
   <translation>The case is not there for this viewer. Open it from the list.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-302</source>
   <translation>The paper is not there for this viewer. Open it from the list of papers.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-303</source>
   <translation>The record of a person or organisation is not there. Look it up again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-304</source>
   <translation>An organisation has no name. Write the full name of its licence.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-311</source>
   <translation>The time of the visit or application lies after now (limitation: 时效规定 12). Check the date, and this computer's clock.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-312</source>
   <translation>A case would be without an applicant. Fill in at least one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-313</source>
   <translation>A dispute has no other side. Fill in the respondent.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-314</source>
   <translation>There is no summary of what happened. Write time, place, cause and what is disputed.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-315</source>
   <translation>The same record stands twice among the parties. Delete one of them.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-316</source>
   <translation>The time of the visit cannot be read. Write it like 2026-11-20 09:30.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-317</source>
   <translation>The case is owned by another station, or on its way. Comment on it, or ask the county to hand it over.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-318</source>
   <translation>The case is closed. Reopen it first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-319</source>
   <translation>This field cannot be corrected after registration. Add a comment, or register anew.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-320</source>
   <translation>A corrected field has a value of the wrong kind. Fill it in as at registration.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-321</source>
   <translation>A session has no mediator. Fill in at least one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-322</source>
   <translation>The times of a session are impossible. End after start, start not after now.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-323</source>
   <translation>The record of a session is empty (人民调解法 27). Write what was said.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-324</source>
   <translation>A party refused and the result says success (人民调解法 17). Correct one of the two.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-325</source>
   <translation>A failure without its reason. Write one sentence and the other routes.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-326</source>
   <translation>The code of a place is neither in the table of regions nor among the villages and grids that were loaded (codes beginning with 99 are for practice). Choose from the list, or load the file of villages and grids.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-331</source>
   <translation>An agreement without content (人民调解法 29). Write what was agreed.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-332</source>
   <translation>A payment has no sum, or its instalments do not add up. Correct the total or an instalment.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-333</source>
   <translation>A sum in a clause is not the sum of any duty. Compare clause and duties; explanations belong to the facts.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-334</source>
   <translation>A duty without content or day, or with a day before the agreement. Give every duty a real date.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-335</source>
   <translation>A duty without debtor or creditor. Choose them among the parties.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-336</source>
   <translation>An agreement dated after today. Check the date.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-341</source>
   <translation>The duty is unknown or performed already. Choose again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-342</source>
   <translation>A payment of nothing, or of more than is owed. Book the rest on the next instalment.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-343</source>
   <translation>A day that is none, or lies after today. Check the date.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-344</source>
   <translation>A visit without findings. Write how the agreement is kept.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-354</source>
   <translation>An extension without reason or consent. Write both.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-355</source>
   <translation>The procedure does not let the case close yet. Do first what the message names.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-356</source>
   <translation>A reopening without reason. Write why.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-357</source>
   <translation>The procedure the case runs by has not arrived here. Import the county's newest file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-361</source>
   <translation>Only the last act can be undone. Use a correction.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-362</source>
   <translation>The act has been issued, served or exported, took a number, or is a registration or handing over. Use a correction.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-371</source>
   <translation>An attachment is empty or above 200 MB. Check the file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-373</source>
   <translation>What was typed is no code of a paper or of a form to fill in by hand. Type it from the paper anew, or scan it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-374</source>
   <translation>A scan is not of the paper as it stands: an older draft, a void or a changed one; or a form filled in by hand whose case is not here. Scan the valid sheet; keep the other as a plain attachment if need be.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-375</source>
   <translation>The same scan was taken to its paper before. Nothing; further signatures are recorded on the page of the paper.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-376</source>
   <translation>A signature named on the command line is nobody's of this paper, or of an unknown way. Use one of the names that are listed.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-377</source>
   <translation>More copies than fifty of one paper were asked for at once. Ask for fewer, several times.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-378</source>
   <translation>A print has left the queue already. Put the paper into the queue again from the list of papers.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-379</source>
   <translation>A paper that waits for the printer is void, or not here any more. Take it out of the print queue.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-402</source>
   <translation>Facts are missing for a paper; all are named. Fill them in and print again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-403</source>
   <translation>The procedure does not let this paper out yet. Do the step before.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-404</source>
   <translation>The paper is signed, issued or void and cannot be replaced. Make a new paper that names the old one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-405</source>
   <translation>The paper is not there or void. Choose from the list of papers.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-406</source>
   <translation>A day of signature or service before the paper or after today. Write the day that stands on paper.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-407</source>
   <translation>A refused service without witness (民事诉讼法 89 by analogy). Name the witnesses, or add a photograph.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-408</source>
   <translation>A paper is voided without reason. Write why; the number stays taken.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-409</source>
   <translation>There is no template of this document type. Choose from the list, or import the county's template.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-601</source>
   <translation>A text holds a control character (U+0000) that cannot be kept. Type the text again instead of pasting it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-602</source>
   <translation>A case is to go to a computer that is not there, not enrolled or revoked, or to a station with several. Name the installation.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-603</source>
   <translation>A decision over the heads of others has no reason. Write why.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-604</source>
   <translation>A comment is empty or longer than 2,000 characters. Shorten it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-605</source>
   <translation>A comment names a field that a registration does not have. Compare the name, or name none.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-606</source>
   <translation>A case that was registered here is to be given back to the county. Ask the county to move it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-607</source>
   <translation>A decision on a late change that does not wait for one. Open the case again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-608</source>
   <translation>The run of a gap is none. Take the figures of the station board.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-609</source>
   <translation>Two person records that are to be linked are not both here, or are one. Compare the ids.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-611</source>
   <translation>A new station code has another form, or is taken. Choose another one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-612</source>
   <translation>A decision between two values of a field that waits for none. Open the case again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-613</source>
   <translation>The file of county acts cannot be read, or an entry of it has another form. Correct the named entry; nothing was done.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-614</source>
   <translation>An installation that is to be shown under another code is not known. Compare its id with the station board.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-615</source>
   <translation>A computer that is to be revoked or replaced is not known, or its station has several. Name it by its id from the station board.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-616</source>
   <translation>A case is to be handed to a computer that is not one of this station, or that the county has not told of yet. Import the county's newest file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-618</source>
   <translation>No bundle of this name was set aside, or its file was not kept. List what was set aside and choose one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-619</source>
   <translation>A bundle that was set aside is to be discarded without a reason. Write one sentence why.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-620</source>
   <translation>An invitation for a code that is no station's of this county, or that another station has, or without a name. Twelve digits that begin with the county's code; the same name for another computer of a station.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-621</source>
   <translation>The address of the place for bundles is none that can be reached, or holds a password. Write it like sftp://server/folder, name and password apart.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-622</source>
   <translation>The server's backup is to be confirmed, but the tables are in our own file. Use `backup` to another disk.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-623</source>
   <translation>A backup is confirmed that was not begun with `county safe --begin`. Begin, back up, restore it on trial, confirm.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-624</source>
   <translation>A backup is confirmed without saying where it lies and who looked. Write one sentence.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-631</source>
   <translation>A version of reference data is not newer than the published one. Raise the version in the file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-632</source>
   <translation>The first day of use of reference data is none. Write it like 2027-01-01.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-633</source>
   <translation>A version that is to be withdrawn was never published, or is withdrawn. Compare kind, key and version.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-634</source>
   <translation>A file that is to be published is none of the kinds that can be; a fault of its form is named. Choose the right file, or mend the named line.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-635</source>
   <translation>A document template has faults; the first five are named with their lines, also what the law wants in the paper and the template leaves out. Mend them by line number; `check-template` checks and shows it beforehand.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-636</source>
   <translation>A document template is not newer than the one that ships with the program. Raise the version in the file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-638</source>
   <translation>A file of codes has a fault: no open list, a code that ships or said something else before, no parent in a list that is reported by national classes. Mend the named line; a new name needs a new code.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-637</source>
   <translation>A document template of the county bears the type number of another one. Choose a free number from 900 to 9999.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-641</source>
   <translation>A user is to be named at a station that the county does not have. Compare the code of the station.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-642</source>
   <translation>A user is to be named with a role of the county, or with one that sees sealed matters. Choose a role of a station; the right to sealed matters is given by the station's own administrator.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-605</source>
   <translation>An invitation is for another computer. Ask the county for the right one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-606</source>
   <translation>The station is not enrolled. Import the county's invitation; make backups until then.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-608</source>
   <translation>The county's invitation has no key of the sealed route. Ask the county for an invitation of the present version; hand over in person until then.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-610</source>
   <translation>The code of a rebuilt computer could not be tried: the computer is too busy for the work. Close other programs and try the same code again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-609</source>
   <translation>The code told by telephone does not open the data for a rebuilt computer. Compare it with the county and try again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-607</source>
   <translation>After a restore nobody has confirmed that sending may go on. Look at the cases, then confirm under 备份和恢复.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-621</source>
   <translation>The place for bundles cannot be reached now. Nothing; it is tried again. In a hurry take a stick.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-622</source>
   <translation>The place for bundles refuses the name, the password or the folder. Check them.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-623</source>
   <translation>Another server answers at the place for bundles than the first time. Ask the county; save the address again if the server is new.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-214</source>
   <translation>What `--db` names is no URL of a PostgreSQL database. Write postgresql://user@host/database?sslmode=verify-full.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-272</source>
   <translation>Backup or a new data key was asked while the tables are on a server. Use pg_dump, and keep keys.json, database.json and blobs with it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-273</source>
   <translation>The server does not answer or takes nothing now; nothing was written. Check network and server, try again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-274</source>
   <translation>database.json does not read. Take it from a backup.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-275</source>
   <translation>The database that was named already holds data. Name an empty one, or open the folder it belongs to.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-251</source>
   <translation>The backup medium was pulled or failed while it was read or written. Plug it in again or take another; the records and earlier backups are whole.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-252</source>
   <translation>The backup medium has no room; needed and free space are named where known. Make room or take a larger medium.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-253</source>
   <translation>The backup medium is write-protected. Move its switch, or take another.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-254</source>
   <translation>What was written to the medium reads back differently, or does not open there. The stick is dying or pretends to be larger than it is: take another.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-255</source>
   <translation>Another backup is writing to this place. Wait for it, or choose another place.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-256</source>
   <translation>Making a backup showed that the data file is damaged; no new backup was made, no old one removed. Run the check (verify), then restore the last good backup.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-257</source>
   <translation>A backup is incomplete or damaged; the file is named. Choose another backup.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-258</source>
   <translation>A backup belongs to another station than the one expected. Choose this station's backup, or restore into a folder of its own.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-259</source>
   <translation>The folder to restore into is not empty. Make a new folder.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-261</source>
   <translation>Attachments are missing in the backup. Restore the rest; the missing ones are listed and can be fetched later.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-262</source>
   <translation>This computer's disk has no room; what was not finished is undone. Make room and do it again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-263</source>
   <translation>This computer's disk does not read or write properly. Restart; if it stays, back up to a stick and have it repaired.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-264</source>
   <translation>The passphrase is right, but the beginning of the data file does not open with its key. Restore the last backup.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-265</source>
   <translation>The data file was replaced or moved away while it was open. Close the program, put the file back or restore, open again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-266</source>
   <translation>Bringing the data to the new program's form failed; the old data are untouched. Work on with the old program and tell the administrator the reason.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-267</source>
   <translation>The first start after an upgrade did not reach the first screen. Start once more, or go back to the data from before the upgrade.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-268</source>
   <translation>The monthly trial restore did not succeed. Back up to another medium at once and run the check (verify).</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-269</source>
   <translation>The backup was written by a newer program. Update this program.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-270</source>
   <translation>There is no backup in the place that was named. Choose a file in fengqiao-backup on the backup medium.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-271</source>
   <translation>keys.json does not lead to this data file's key. Keep the program open, set the passphrases anew, back up again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-215</source>
   <translation>The second step of the emergency wipe came without the first, too late, or with other digits; nothing was destroyed. Begin again with the first step.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-216</source>
   <translation>A PIN for resuming is not 4 to 6 digits. Choose digits, or leave it empty and use the passphrase.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-217</source>
   <translation>A file is no exported journal, or is damaged. Export it again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-218</source>
   <translation>Looking at masked data needs a reason of 2 to 100 characters. Write in one sentence why; it stands in the journal.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-219</source>
   <translation>The procedure gives this step to other roles; they are named. Have them log in, or the head of the station.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-220</source>
   <translation>There is no record of the person one wanted to look at. Search again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-221</source>
   <translation>No role was chosen for a user, or an unknown one. Choose from the list.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-222</source>
   <translation>Two roles that one person cannot hold together (administration, operation and audit are kept apart). Give them to different people.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-223</source>
   <translation>A login name has other signs than letters, digits, dot and dash, or is too long. Use the name.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-224</source>
   <translation>A login name was used before; revoked ones are not given to anybody else. Choose another.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-225</source>
   <translation>A user does not exist or was revoked. Choose from the list of users.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-226</source>
   <translation>The last administrator cannot lose this role. Give it to another user first.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-227</source>
   <translation>Somebody wants to revoke himself, or gives no reason. Let another administrator do it, with a reason.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-228</source>
   <translation>A user who is to be revoked still handles open cases. Choose who takes them over.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-229</source>
   <translation>The chosen user has no role that handles cases. Choose somebody who does.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-231</source>
   <translation>A sealed registration lacks who is accused, what of, or another text. Fill it in; a form of address will do where the name is unknown.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-232</source>
   <translation>An anonymous accusation names its author, or one that is not anonymous names nobody. Tick anonymous or write the name.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-233</source>
   <translation>A day of a sealed matter is none, or lies ahead. Compare it, and this computer's date.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-234</source>
   <translation>There is no such sealed matter, or it is finished. Open it from the sealed register.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-235</source>
   <translation>An accusation is to be handed to nobody, or to those it accuses. Hand it to the discipline organ or another with power over it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-236</source>
   <translation>A file for a sealed matter is empty or above 50 MB. Check the file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-239</source>
   <translation>An accusation was about to be registered among the open cases. Let those who may register it in the sealed register.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-381</source>
   <translation>A phrase of one's own is empty or longer than 300 characters. Write one sentence, then add it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-382</source>
   <translation>An imported law text holds no 第…条. Choose a plain text file of the whole law.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-383</source>
   <translation>A form to fill in by hand was asked for a register or report, which is made of a period. Choose a paper of a case.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-372</source>
   <translation>The case has no such attachment. Open it from the list of attachments.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-241</source>
   <translation>Somebody changed the holders in keys.json without knowing the data key; it was not renewed. Restore keys.json from a backup, then renew.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-242</source>
   <translation>A sealed record does not open: it is for others, or damaged. The county's sealed route can compare it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-243</source>
   <translation>Several wrong passphrases in a row; one must wait, longer each time. Wait, or open with the recovery sheet.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-701</source>
   <translation>A table map has faults; the first five are named with their lines. Mend them by line number and load the map again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-702</source>
   <translation>The workbook has no sheet of the name the map says. Choose one of the sheets that are listed, or rename it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-703</source>
   <translation>No header row was found, or columns are missing in it. Check map and sheet; write a changed title into `also` of the map.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-704</source>
   <translation>Nothing stands below the header row. Check that the right sheet was chosen.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-705</source>
   <translation>Rows have faults and nothing was taken in. Mend the table, or take only the rows without faults.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-706</source>
   <translation>There is no import of this name, or it was undone wholly. Choose it from the list of imports.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-707</source>
   <translation>Not one case of the import can be taken back. Correct the cases one by one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-708</source>
   <translation>The table map does not work in this direction, or names no platform. Choose another map, or write `system` into it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-709</source>
   <translation>No table map of this name ships. Use one of those listed, or name a file of your own.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-710</source>
   <translation>A period cannot be read. Write 2026, 2026-10, 2026-Q4 or 2026-10-21..2026-11-20.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-711</source>
   <translation>A number was rounded by a spreadsheet (1.30123E+17, last places zero). Export it again from its system, or fill the column in as text.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-712</source>
   <translation>A cell that must be filled is empty. Fill it in.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-713</source>
   <translation>A word is not one of the column's code list. Use a listed word, or add it to `values` of the map.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-714</source>
   <translation>A cell holds no date. Write 2026-11-20 or 2026年11月20日.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-715</source>
   <translation>A cell is merged with the rows above or below. Undo the merge and fill in every row; several rows of one matter become one.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-716</source>
   <translation>The row is the same matter, or the same person, as an earlier row of the table. Delete one of them.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-717</source>
   <translation>A cell holds no whole number. Write digits only.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-718</source>
   <translation>A cell holds more than 100,000 characters. Shorten it; the whole text can be an attachment.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-719</source>
   <translation>A cell holds the error of a formula, or text that was damaged by a wrong encoding. Mend it in the source and export again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-721</source>
   <translation>The row is an accusation (检举控告), or of a kind the map does not take. Register accusations by their own sealed entry.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-722</source>
   <translation>A row of a text table is wider than its header. Put quotes round texts with commas, or save as .xlsx.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-723</source>
   <translation>A cell has several names and another number of telephones or identity numbers. Bring them into the same order, or leave them out.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-724</source>
   <translation>The date of an agreement or closing lies after today. Check it, and this computer's date.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-725</source>
   <translation>The form to copy by hand has no such field. Open the page again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-701</source>
   <translation>A table file is damaged, empty or has a password. Open it in a table program and save it anew as .xlsx.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-702</source>
   <translation>A table file is larger than 50 MB, 100,000 rows, 256 columns, or unpacks to more than 500 MB. Split it.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-703</source>
   <translation>A text table is neither UTF-8 nor GB 18030. Save it as .xlsx or as CSV UTF-8.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-704</source>
   <translation>The file is no table: a PDF, a web page with the name .xls, something binary. Open it in a table program and save it as .xlsx.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-901</source>
   <translation>A date field holds no readable or no existing day. Write it like 2026-11-20, 20261120 or 今天.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-902</source>
   <translation>A mandatory field is empty. Fill it in.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-903</source>
   <translation>A pasted text is longer than the field takes. The beginning was kept; attach the whole as a file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-904</source>
   <translation>A time field cannot be read. Write it like 09:30.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-905</source>
   <translation>The instalments of a payment do not add up to its total. Correct the total or an instalment.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-906</source>
   <translation>A code or word of the first set-up has the wrong form. Follow the hint under the field.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-907</source>
   <translation>The two passphrases of the first set-up differ. Type both again.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-908</source>
   <translation>A number field holds something else, or a number out of range. Write digits within the range.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>R-909</source>
   <translation>A sum of money is outside what the working method allows. Write a sum within the limits.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-901</source>
   <translation>No usable printer was found. Connect it and switch it on, or save as PDF; nothing is lost.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-902</source>
   <translation>A chosen file is larger than this step takes. Choose a smaller file.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-903</source>
   <translation>A chosen file cannot be read. Check the stick or the folder.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-904</source>
   <translation>A file cannot be written where it was asked. Make space, or choose another place.</translation>
  </message>
  <message>
   <location filename="../../docs/errors.md" />
   <source>S-999</source>
   <translation>The program itself made a mistake; what was saved is safe, this one act was not done. Try again; else tell the technician the code and the word after it.</translation>
  </message>
 </context>
</TS>
